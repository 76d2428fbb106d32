import { createContext, type ReactNode, useContext } from "react";
import type { BatchJobsClient, ClientOptions } from "./client.js";

const ClientContext = createContext<BatchJobsClient | undefined>(undefined);

/** Which shop a {@link BatchJobsProvider} is for. */
export interface BatchJobsProviderProps {
  /** One for the whole page, made outside of components: all that follow jobs through it share one poller. */
  client: BatchJobsClient;
  children?: ReactNode;
}

/**
 * Gives the hooks below it their client. TanStack Query's `QueryClientProvider` stands around it, or below.
 *
 * @example
 * ```tsx
 * import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
 * import Medusa from "medusa-batch-jobs";
 * import { BatchJobsPanel, BatchJobsProvider } from "medusa-batch-jobs/react";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000" });
 * const queryClient = new QueryClient();
 *
 * export function App() {
 *   return (
 *     <QueryClientProvider client={queryClient}>
 *       <BatchJobsProvider client={medusa}>
 *         <BatchJobsPanel />
 *       </BatchJobsProvider>
 *     </QueryClientProvider>
 *   );
 * }
 * ```
 */
export function BatchJobsProvider({ client, children }: BatchJobsProviderProps) {
  return <ClientContext.Provider value={client}>{children}</ClientContext.Provider>;
}

/**
 * The client of the options, or of the provider.
 *
 * @throws {Error} where there is neither.
 */
export function useBatchJobsClient({ client }: ClientOptions = {}): BatchJobsClient {
  const provided = useContext(ClientContext);
  const found = client ?? provided;
  if (found === undefined) {
    throw new Error(
      "There is no client: put <BatchJobsProvider client={medusa}> around, or pass { client: medusa }.",
    );
  }
  return found;
}

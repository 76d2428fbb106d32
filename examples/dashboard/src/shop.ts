import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import Medusa, { isMedusaError } from "medusa-batch-jobs";

/** Where the Medusa backend is. */
export const medusaUrl: string = import.meta.env.VITE_MEDUSA_URL ?? "http://localhost:9000";

/** One client for the whole page: all that follow jobs share its requests. */
export const medusa = new Medusa({ baseUrl: medusaUrl });

/** The key of who is logged in; its data is the user, or `null` for nobody. */
export const sessionKey = ["session"];

/** Whatever is asked for, a 401 means that the session is over, and leads back to the login. */
function endSession(error: Error): void {
  if (isMedusaError(error) && error.status === 401) queryClient.setQueryData(sessionKey, null);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: endSession }),
  mutationCache: new MutationCache({ onError: endSession }),
  // The client tries again by itself.
  defaultOptions: { queries: { retry: false } },
});

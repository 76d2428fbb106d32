import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { BatchJobsProvider } from "medusa-batch-jobs/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { endSession } from "./session";
import { medusa } from "./shop";
import "medusa-batch-jobs/react/styles.css";
import "./styles.css";

const onError = (error: Error): void => endSession(queryClient, error);
const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root.");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <BatchJobsProvider client={medusa}>
        <App />
      </BatchJobsProvider>
    </QueryClientProvider>
  </StrictMode>,
);

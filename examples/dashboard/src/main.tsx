import { QueryClientProvider } from "@tanstack/react-query";
import { BatchJobsProvider } from "medusa-batch-jobs/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { medusa, queryClient } from "./shop";
import "medusa-batch-jobs/react/styles.css";
import "./styles.css";

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

import { useId } from "react";
import { downloadExport } from "../export/download.js";
import type { UseImportOptions } from "../import/import-options.js";
import { useCancelBatchJob, useConfirmBatchJob } from "../mutations.js";
import { useBatchJobsClient } from "../provider.js";
import { type UseBatchJobActivityOptions, useBatchJobActivity } from "../use-batch-job-activity.js";
import { DEFAULT_LABELS } from "./english.js";
import { ExportButton } from "./export-button.js";
import { ImportButton } from "./import-button.js";
import { JobList } from "./job-list.js";
import type { PanelLabels } from "./labels.js";
import { ConnectionNotice, ErrorNotice } from "./notices.js";

/** What a panel shows. */
export interface BatchJobsPanelProps extends UseBatchJobActivityOptions {
  /** Which imports can be begun. Default: products. */
  imports?: readonly "product-import"[] | undefined;
  /** Which exports can be begun. Default: products and orders. */
  exports?: readonly ("product-export" | "order-export" | (string & {}))[] | undefined;
  /** Keeps the id of the import over a reload. Default: none. */
  storage?: UseImportOptions["storage"];
  /** Its words, where they are not to be the English ones. */
  labels?: Partial<PanelLabels> | undefined;
}

const IMPORTS = ["product-import"] as const;
const EXPORTS = ["product-export", "order-export"] as const;

/**
 * Imports, exports, and what goes on: all that an admin needs of batch jobs. Its looks are those of the style sheet,
 * whose variables (`--mbj-accent`, `--mbj-radius`, `--mbj-font` and others) can be set on any element around.
 *
 * @example
 * ```tsx
 * import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
 * import Medusa from "medusa-batch-jobs";
 * import { BatchJobsPanel } from "medusa-batch-jobs/react";
 * import "medusa-batch-jobs/react/styles.css";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000" });
 * const queryClient = new QueryClient();
 *
 * export const App = () => (
 *   <QueryClientProvider client={queryClient}>
 *     <BatchJobsPanel client={medusa} storage={sessionStorage} />
 *   </QueryClientProvider>
 * );
 * ```
 */
export function BatchJobsPanel({
  imports = IMPORTS,
  exports = EXPORTS,
  storage,
  labels,
  ...options
}: BatchJobsPanelProps) {
  const words = { ...DEFAULT_LABELS, ...labels };
  const { client } = options;
  const { jobs, error, isConnected, refetch } = useBatchJobActivity(options);
  const confirm = useConfirmBatchJob({ client });
  const cancel = useCancelBatchJob({ client });
  const shop = useBatchJobsClient({ client });
  const title = useId();
  return (
    <section className="mbj-root mbj-panel" aria-labelledby={title}>
      <header className="mbj-panel-head">
        <h2 id={title}>{words.title}</h2>
        {exports.map((type) => (
          <ExportButton key={type} type={type} client={client} labels={labels} />
        ))}
        {imports.map((type) => (
          <ImportButton key={type} client={client} storage={storage} labels={words} />
        ))}
      </header>
      <ConnectionNotice isConnected={isConnected} labels={words} />
      <ErrorNotice error={error} onRetry={refetch} labels={words} />
      {(jobs || !error) && (
        <JobList
          jobs={jobs}
          labels={labels}
          onConfirm={(job) => confirm.mutateAsync(job.id)}
          onCancel={(job) => cancel.mutateAsync(job.id)}
          onDownload={(job) => downloadExport(shop, job)}
        />
      )}
    </section>
  );
}

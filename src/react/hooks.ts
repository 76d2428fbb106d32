export { downloadExport } from "./export/download.js";
export type { ExportActions, ExportFlow, ExportPhase, ExportState } from "./export/export-flow.js";
export type { UseExportOptions } from "./export/export-options.js";
export { useExport } from "./export/use-export.js";
export type { ImportActions, ImportFlow, ImportPhase, ImportState } from "./import/import-flow.js";
export type { UseImportOptions } from "./import/import-options.js";
export { DEFAULT_STORAGE_KEY, type JobIdPlace, type JobStorage } from "./import/job-id.js";
export { useImport } from "./import/use-import.js";
export {
  type BatchJobMutationOptions,
  type CreateBatchJobPayload,
  useCancelBatchJob,
  useConfirmBatchJob,
  useCreateBatchJob,
} from "./mutations.js";
export { BatchJobsProvider, type BatchJobsProviderProps, useBatchJobsClient } from "./provider.js";
export { type UseBatchJobOptions, useBatchJob } from "./use-batch-job.js";
export {
  type BatchJobActivity,
  type UseBatchJobActivityOptions,
  useBatchJobActivity,
} from "./use-batch-job-activity.js";
export { type UseBatchJobsOptions, useBatchJobs } from "./use-batch-jobs.js";

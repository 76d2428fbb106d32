export { Client } from "./client.js";
export {
  isMedusaError,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaError,
  type MedusaErrorDetails,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaPermissionError,
  MedusaTimeoutError,
} from "./errors.js";
export {
  type ExtendedMedusaClient,
  extendMedusaClient,
  type MedusaJsClient,
} from "./extend-medusa-client.js";
export type { ApiKeyHeader } from "./http/api-key.js";
export {
  type Config,
  DEFAULT_TIMEOUT_MS,
  type ProxyConfig,
  type RetryEvent,
} from "./http/config.js";
export { DEFAULT_IMPORT_FILE_NAME } from "./http/csv-files.js";
export { DEFAULT_FILE_NAME } from "./http/form.js";
export { DEFAULT_BASE_URL } from "./http/paths.js";
export { DOWNLOAD_STALL_TIMEOUT_MS } from "./http/pieces.js";
export { DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS } from "./http/retry.js";
export type { ByteStream } from "./http/streams.js";
export { MAX_ANSWER_BYTES } from "./http/transport.js";
export { DEFAULT_CANCEL_TIMEOUT_MS } from "./jobs/change.js";
export { CsvCheckError, isCsvCheckError } from "./jobs/csv-check-error.js";
export {
  BatchJobCanceledError,
  BatchJobError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  type CancelDetails,
  isBatchJobError,
  type TimeoutDetails,
} from "./jobs/errors.js";
export type { ExportOptions } from "./jobs/export.js";
export {
  DEFAULT_EXPORT_FILE_NAME,
  type ExportedFile,
  type FileOptions,
  type SaveOptions,
} from "./jobs/exported-file.js";
export { CANCEL_ON_ABORT_TIMEOUT_MS } from "./jobs/following/abort.js";
export { POLL_TIMEOUT_MS } from "./jobs/following/ask.js";
export { LAST_LOOK_TIMEOUT_MS } from "./jobs/following/last-look.js";
export type { WatchListQuery } from "./jobs/following/live-list.js";
export { REREAD_FAILED_AFTER_MS } from "./jobs/following/observer.js";
export { DEFAULT_WAIT_TIMEOUT_MS, type WaitOptions } from "./jobs/following/options.js";
export {
  DEFAULT_POLL_INTERVAL_MS,
  MIN_POLL_INTERVAL_MS,
  type PollEvent,
} from "./jobs/following/pace.js";
export type { WatchListOptions } from "./jobs/following/watch-list.js";
export type { JobHold } from "./jobs/hold.js";
export type { ImportOptions } from "./jobs/import.js";
export type { ImportFile } from "./jobs/import-source.js";
export {
  isFinished,
  type JobError,
  type JobOutcome,
  jobApplied,
  jobErrors,
  jobOutcome,
  jobProgress,
  needsConfirmation,
} from "./jobs/job.js";
export { MAX_IDS_PER_REQUEST } from "./jobs/listing/list.js";
export type { ListPromise } from "./jobs/listing/pages.js";
export { DEFAULT_PAGE_SIZE } from "./jobs/listing/position.js";
export type { CreateOptions } from "./jobs/once/create-once.js";
export type { FindByKeyOptions } from "./jobs/once/find-by-key.js";
export { KEY_REUSED } from "./jobs/once/key.js";
export {
  ASKING_TAKE_OVER_AFTER_MS,
  type CreateKeyOptions,
  DEFAULT_KEY_WINDOW_MS,
  DEFAULT_TAKE_OVER_AFTER_MS,
  KEY_MARGIN_MS,
  type KeyOptions,
  type Rerun,
} from "./jobs/once/options.js";
export type { RunOptions } from "./jobs/run-options.js";
export type { RunResult } from "./jobs/run-plan.js";
export { jobSummary } from "./jobs/summary.js";
export { Medusa, Medusa as default } from "./medusa.js";
export { AdminAuthResource } from "./resources/admin/auth.js";
export { AdminBatchJobsResource } from "./resources/admin/batch-jobs.js";
export { AdminCustomResource } from "./resources/admin/custom.js";
export { Admin } from "./resources/admin/index.js";
export {
  AdminUploadsResource,
  SLOWEST_UPLOAD,
  STREAM_UPLOAD_TIMEOUT_MS,
} from "./resources/admin/uploads.js";
export { BaseResource } from "./resources/base.js";
export type * from "./types/auth.js";
export type * from "./types/batch-job.js";
export type * from "./types/http.js";
export type * from "./types/uploads.js";

export { Client, MAX_ANSWER_BYTES } from "./client.js";
export { type Config, DEFAULT_TIMEOUT_MS, type ProxyConfig, type RetryEvent } from "./config.js";
export {
  type ErrorResponse,
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
export { MAX_IDS_PER_REQUEST } from "./jobs/list.js";
export type { ListPromise } from "./jobs/pages.js";
export { DEFAULT_PAGE_SIZE } from "./jobs/position.js";
export { Medusa, Medusa as default } from "./medusa.js";
export { DEFAULT_BASE_URL } from "./paths.js";
export { AdminAuthResource } from "./resources/admin/auth.js";
export { AdminBatchJobsResource, DEFAULT_CANCEL_TIMEOUT_MS } from "./resources/admin/batch-jobs.js";
export { AdminCustomResource } from "./resources/admin/custom.js";
export { Admin } from "./resources/admin/index.js";
export { AdminUploadsResource, DEFAULT_FILE_NAME } from "./resources/admin/uploads.js";
export { BaseResource } from "./resources/base.js";
export { DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS } from "./retry.js";
export type * from "./types/auth.js";
export type * from "./types/batch-job.js";
export type * from "./types/http.js";
export type * from "./types/uploads.js";

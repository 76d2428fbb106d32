export type { BatchJobsClient, ClientOptions } from "./client.js";
export * from "./hooks.js";
export { batchJobKeys } from "./keys.js";
export * from "./panel/index.js";
export { batchJobQueryOptions, batchJobsQueryOptions } from "./queries.js";

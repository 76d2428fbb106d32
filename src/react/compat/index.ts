export { adminBatchJobsKeys } from "./keys.js";
export {
  type AdminMutationOptions,
  type AdminMutationResult,
  useAdminCancelBatchJob,
  useAdminConfirmBatchJob,
  useAdminCreateBatchJob,
} from "./mutations.js";
export {
  type AdminQueryOptions,
  type AdminQueryResult,
  useAdminBatchJob,
  useAdminBatchJobs,
} from "./queries.js";

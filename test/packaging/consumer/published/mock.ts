import Medusa, {
  type AdminBatchJobsResource,
  type BatchJob,
  type ExportedFile,
} from "medusa-batch-jobs";

const { batchJobs } = new Medusa().admin;

declare const job: BatchJob;
declare const file: ExportedFile;
const answer = { batch_job: job, response: { status: 200, statusText: "OK", headers: {} } };

/** A mock needs no cast, and its arguments have types. */
export const mock: AdminBatchJobsResource = {
  create: async (payload) => ({ ...answer, batch_job: { ...job, type: payload.type } }),
  list: (query) => batchJobs.list(query),
  retrieve: async (id) => ({ ...answer, batch_job: { ...job, id } }),
  confirm: async (id) => mock.retrieve(id),
  cancel: async (id) => mock.retrieve(id),
  wait: async (target) => (typeof target === "string" ? job : target),
  watch: (jobs, options) => batchJobs.watch(jobs, options),
  watchList: (query, options) => batchJobs.watchList(query, options),
  run: async (payload) => ({ ...job, type: payload.type }),
  importFile: async () => job,
  fileOf: async (target) => (typeof target === "string" ? file : { ...file, job: target }),
  exportFile: async (options) => (options?.type === "order-export" ? { ...file, job } : file),
  findByIdempotencyKey: async (key) => (key === "" ? undefined : job),
};

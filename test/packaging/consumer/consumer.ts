import Medusa, {
  type AdminPostBatchesReq,
  type BatchJob,
  BatchJobFailedError,
  BatchJobTimeoutError,
  type Config,
  DEFAULT_TIMEOUT_MS,
  type ExportedFile,
  isMedusaError,
  jobProgress,
  type ListPromise,
  MedusaError,
  type Medusa as NamedMedusa,
  type WaitOptions,
} from "medusa-batch-jobs";

/** As process.env. */
declare const env: Record<string, string | undefined>;

const config: Config = {
  baseUrl: "http://localhost:9000",
  apiKey: env.MEDUSA_API_KEY,
  customHeaders: { "x-shop": "north", "user-agent": null },
  timeout: 2 * DEFAULT_TIMEOUT_MS,
  axiosAdapter: async (request) => ({
    data: "{}",
    status: 200,
    statusText: "OK",
    headers: {},
    config: request,
  }),
  onRetry: ({ attempt, reason }) => console.log(attempt.toFixed(), reason),
};

const medusa: NamedMedusa = new Medusa(config);
const { auth, batchJobs, custom, uploads } = medusa.admin;

/** It has no index signature. */
interface Filters {
  limit: number;
}
const filters: Filters = { limit: 5 };

const again = (payload: Parameters<typeof batchJobs.create>[0]) => batchJobs.create(payload);

export async function create(): Promise<string[]> {
  await auth.getToken({ email: "admin@medusa-test.com", password: "supersecret" });
  const payload: AdminPostBatchesReq<"product-import"> = {
    type: "product-import",
    context: { fileKey: "products.csv" },
    dry_run: true,
  };
  const { batch_job, response } = await batchJobs.create(payload, {}, { idempotencyKey: "1" });
  await batchJobs.create({ type: "product-export", context: filters }, { timeout: undefined });
  await again({ type: "product-export", context: { limit: 5, requested_by: "cron" } });
  await batchJobs.create({ type: "stock-sync", context: { warehouse: "north" } });
  // @ts-expect-error An import needs a file.
  await batchJobs.create({ type: "product-import", context: {} });
  // @ts-expect-error An import needs a file.
  await again({ type: "product-import", context: {} });
  const { store } = await custom.get<object, { store: { name: string } }>("/admin/store");
  const { uploads: files } = await uploads.create(new Blob(["a,b"]));
  return [batch_job.id, response.statusText, store.name, ...files.map(({ url }) => url)];
}

export async function* read(): AsyncIterable<BatchJob> {
  const list: ListPromise = batchJobs.list({ status: "active", created_at: { gt: new Date() } });
  const { count, batch_jobs } = await list;
  await batchJobs.list({}, { signal: AbortSignal.timeout(1000), customHeaders: { "x-shop": "a" } });
  // @ts-expect-error Headers and options do not mix.
  await batchJobs.list({}, { signal: AbortSignal.timeout(1000), "x-shop": "a" });
  console.log(count.toFixed(), batch_jobs.map(jobProgress));
  for await (const page of list.pages()) yield* page.batch_jobs;
  for await (const job of list) yield job;
}

export async function follow(id: string): Promise<ExportedFile | undefined> {
  const options: WaitOptions = {
    signal: AbortSignal.timeout(1000),
    interval: (attempt) => attempt * 100,
  };
  try {
    await batchJobs.wait(id, options);
    for await (const job of batchJobs.watch([id])) console.log(job.status satisfies string);
    await batchJobs.importFile("title\nShirt", { confirm: ({ result }) => result?.count === 1 });
    // @ts-expect-error It needs its price list.
    await batchJobs.importFile("title\nShirt", { type: "price-list-import" });
    return await batchJobs.exportFile({ type: "order-export", context: {} });
  } catch (error) {
    if (error instanceof BatchJobFailedError) console.error(error.errors.map((e) => e.message));
    else if (error instanceof BatchJobTimeoutError) console.error(error.job?.status);
    else if (isMedusaError(error))
      console.error(error.status?.toFixed(), error.response?.data.message);
    else throw new MedusaError("What was that?", { cause: error });
    return undefined;
  }
}

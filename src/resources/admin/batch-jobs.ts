import type { Client } from "../../client.js";
import { callOptions } from "../../http/call-options.js";
import { meaningOf } from "../../jobs/causes.js";
import {
  type ChangeRequest,
  DEFAULT_CANCEL_TIMEOUT_MS,
  JobChanger,
  withoutKey,
} from "../../jobs/change.js";
import { type ExportOptions, exportFile } from "../../jobs/export.js";
import { type ExportedFile, type FileOptions, fileOf } from "../../jobs/exported-file.js";
import type { WatchListQuery } from "../../jobs/following/live-list.js";
import { checkWaitOptions, type WaitOptions } from "../../jobs/following/options.js";
import { JobPoller } from "../../jobs/following/poller.js";
import { waitForJob } from "../../jobs/following/wait.js";
import { watchJobs } from "../../jobs/following/watch.js";
import { type WatchListOptions, watchList } from "../../jobs/following/watch-list.js";
import { type ImportOptions, importFile } from "../../jobs/import.js";
import type { ImportFile } from "../../jobs/import-source.js";
import { checkId, SERVER_TICK_MS } from "../../jobs/job.js";
import { type ListPromise, listPages } from "../../jobs/listing/pages.js";
import { buildJobQuery } from "../../jobs/listing/query.js";
import { type CreateOptions, createOnce } from "../../jobs/once/create-once.js";
import { type FindByKeyOptions, findByKey } from "../../jobs/once/find-by-key.js";
import { JobLook } from "../../jobs/once/look.js";
import { type Marks, withMarks } from "../../jobs/once/marks.js";
import { CREATE_KEY_OPTIONS, checkKeyIsThere } from "../../jobs/once/options.js";
import { checkPayload } from "../../jobs/payload.js";
import { runJob } from "../../jobs/run.js";
import type { RunOptions } from "../../jobs/run-options.js";
import type { CreateRequest, RunResult } from "../../jobs/run-plan.js";
import type {
  AdminBatchJobRes,
  AdminGetBatchParams,
  AdminPostBatchesReq,
  BatchJob,
  DeclaredBatchJobReq,
} from "../../types/batch-job.js";
import type { HeadersLike, RequestOptions, ResponsePromise } from "../../types/http.js";
import { checkedClient } from "../base.js";
import { AdminCustomResource } from "./custom.js";
import { AdminUploadsResource } from "./uploads.js";

const PATH = "/admin/batch-jobs";

/** Create, list, cancel, confirm and retrieve batch jobs; follow them to their end. */
export class AdminBatchJobsResource {
  /** @internal */
  readonly poller = new JobPoller(this);
  /** @internal */
  readonly uploads: AdminUploadsResource;
  /** @internal */
  readonly custom: AdminCustomResource;
  readonly #client: Client;
  readonly #changer = new JobChanger(this);

  constructor(client: Client, uploads: AdminUploadsResource = new AdminUploadsResource(client)) {
    this.#client = checkedClient(client);
    this.uploads = uploads;
    this.custom = new AdminCustomResource(client);
  }

  /**
   * Creates a job. It starts by itself within about three seconds; with `dry_run: true` it prepares
   * itself, then waits for `confirm`.
   *
   * With `options.idempotencyKey`, it looks first: a job of that key that is applied, or on its way, is what
   * it resolves with, as it is (`response.status` 200; 201 is a new one). It does not choose among
   * several: two creates with one key at the same moment can make two jobs, where {@link run} applies one.
   *
   * A create whose answer is lost is never sent again: however late, the server may make the job yet,
   * and would make a second one. With a key, its job is looked for, again and again for as long as the
   * attempt's timeout and a tick of the server's (three seconds).
   *
   * @throws MedusaInvalidRequestError for an import without `context.fileKey`, before it is sent: the server would hang on it; with the code `idempotency_key_reused` if the key stands for other work.
   * @throws MedusaNotFoundError if the server has no strategy for the type.
   * @throws MedusaConnectionError with `ambiguous: true` if the answer was lost, and no key was given or no job found that carries it: it may exist, or come to exist.
   * @throws BatchJobCanceledError if the job of the key was canceled, and `options.rerun` does not say to create another.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const { batch_job } = await medusa.admin.batchJobs.create(
   *   { type: "product-export", context: {} },
   *   { idempotencyKey: "nightly-export-2026-11-23" },
   * );
   * ```
   */
  create<T extends string>(
    payload: AdminPostBatchesReq<T>,
    customHeaders?: HeadersLike | CreateOptions,
    options?: CreateOptions,
  ): ResponsePromise<AdminBatchJobRes>;
  // What `Parameters` sees. It has the same type parameter, so that a mock's arguments have types.
  create<_T extends string>(
    payload: DeclaredBatchJobReq,
    customHeaders?: HeadersLike | CreateOptions,
    options?: CreateOptions,
  ): ResponsePromise<AdminBatchJobRes>;
  async create(
    payload: AdminPostBatchesReq<string>,
    customHeaders?: HeadersLike | CreateOptions,
    options?: CreateOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkPayload(payload);
    const request = callOptions<CreateOptions>(customHeaders, options, CREATE_KEY_OPTIONS);
    checkKeyIsThere(request);
    const { idempotencyKey } = request;
    if (idempotencyKey !== undefined)
      return createOnce(this, payload, { ...request, idempotencyKey });
    return this.requestCreate({ payload, options: request });
  }

  /**
   * The logged-in user's jobs, newest first unless `order` says otherwise. Await it for one page; iterate
   * over it, or over its `pages()`, for all of them. See {@link ListPromise} for what an iteration promises.
   *
   * @throws MedusaInvalidRequestError for `limit: 0` and the like (the server would answer with all jobs, or with a bare 500), and for filters that the server refuses.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const { batch_jobs, count } = await medusa.admin.batchJobs.list({
   *   type: "product-import",
   *   status: ["failed", "canceled"],
   *   limit: 50,
   * });
   *
   * const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
   * for await (const job of medusa.admin.batchJobs.list({ created_at: { gte: yesterday } })) {
   *   console.log(job.id, job.status);
   * }
   * ```
   */
  list(
    query: AdminGetBatchParams = {},
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ListPromise {
    return listPages(query, async (page) =>
      this.#client.send({
        method: "GET",
        path: `${PATH}?${buildJobQuery(page)}`,
        options,
        customHeaders,
        bodyKey: "batch_jobs",
        meaningOf,
      }),
    );
  }

  /**
   * One job.
   *
   * @throws MedusaNotFoundError if there is none with this id.
   * @throws MedusaPermissionError if it belongs to another user.
   */
  async retrieve(
    id: string,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    return this.#client.send({
      method: "GET",
      path: `${PATH}/${id}`,
      options,
      customHeaders,
      bodyKey: "batch_job",
      meaningOf,
    });
  }

  /**
   * Lets a prepared dry run go on: from here on it writes. Two confirms of one job at once make the
   * server run it twice, so through one client, with the same headers, they are one request. After a lost
   * answer it is not sent again either: the job is read again and again, for as long as the attempt's
   * timeout and a tick of the server's (three seconds), and confirmed is confirmed.
   *
   * @throws MedusaInvalidRequestError if the job is not prepared yet, or not a dry run.
   * @throws MedusaConnectionError with `ambiguous: true` if the answer was lost and the job does not turn out to be confirmed.
   */
  async confirm(
    id: string,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    return this.#changer.confirm(id, callOptions(customHeaders, options));
  }

  /**
   * Cancels a job. While a job is processing, the server answers only when it has ended, and the work
   * was applied all the same (`completed_at` is set beside `canceled_at`): the call may therefore take
   * five minutes unless `options.timeout` says otherwise. The server's answer does not know of it yet, so
   * the job is read once more: `jobApplied(batch_job)` is true to fact, and `undefined` where that is not known
   * (yet): a job that was no dry run is failed by the server when its turn has come, within seconds.
   *
   * A cancel that arrives while the server prepares the job can be lost: it is answered with the
   * canceled job, which then goes on all the same; one that arrives when the work ends erases all traces of it
   * (both measured on 1.20.11).
   *
   * @throws MedusaInvalidRequestError if the job is completed.
   */
  async cancel(
    id: string,
    customHeaders?: HeadersLike | RequestOptions,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    return this.#changer.cancel(id, callOptions(customHeaders, options));
  }

  /**
   * Waits until a job has ended, or waits for a confirmation. All waits of a client are served by one
   * poller: a thousand jobs are ten requests a round.
   *
   * Failures of polling that may pass (no connection, 5xx, 429) do not end the wait; that the job is not
   * there, or the login not valid, does. Aborting ends the wait and leaves the server's job alone.
   *
   * @param job Its id, or the job as it was last seen: one that has ended costs no request.
   * @throws BatchJobFailedError with what went wrong.
   * @throws BatchJobCanceledError; its `applied` says whether the work took effect all the same, if that is known.
   * @throws BatchJobTimeoutError after `options.timeout` (30 minutes), saying what the state that the job hangs in usually means; its `hold`, found by one list request, says behind which job it is queued.
   * @example
   * ```ts
   * import Medusa, { jobProgress } from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const job = await medusa.admin.batchJobs.wait("batch_01M84AR86KH1761MF045ASMP5S", {
   *   timeout: 5 * 60_000,
   *   onUpdate: (seen) => console.log(seen.status, jobProgress(seen)),
   * });
   * ```
   */
  async wait(job: string | BatchJob, options?: WaitOptions): Promise<BatchJob> {
    checkWaitOptions(options);
    return waitForJob(this, job, options);
  }

  /**
   * Every change of every job, until all have settled; each job's first state included. A job that fails
   * or is canceled is such a change, and ends nothing.
   *
   * @throws What ended the following of a job (it is not there, the deadline), when the others have settled.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const { batch_jobs } = await medusa.admin.batchJobs.list({ status: "active", limit: 100 });
   * for await (const job of medusa.admin.batchJobs.watch(batch_jobs)) console.log(job.id, job.status);
   * ```
   */
  watch(jobs: Iterable<string | BatchJob>, options?: WaitOptions): AsyncIterable<BatchJob> {
    return watchJobs(this, jobs, options);
  }

  /**
   * A live list: the rows that there are, newest first, then each job that is new and each change, until
   * the caller leaves the loop, or `options.signal` aborts. The query decides which jobs appear, when they
   * come or when they come to its `status`; of one that has appeared each change is shown until it has
   * ended, and its end too. A caller who is slow sees the newest state of each job, not all between.
   *
   * However many jobs there are, a round is one request as a rule, and one for all who watch a list with
   * the same filters through one client. Outages do not end it.
   *
   * @param query Filters; `limit` is for the rows of the start, and without one they are all of the query's: give it one, or a `created_at`, in a shop with thousands.
   * @throws MedusaAuthenticationError and the like, if the server refuses to answer.
   * @example
   * ```ts
   * import Medusa, { jobSummary } from "medusa-batch-jobs";
   *
   * const { batchJobs } = new Medusa({ apiKey: "my-token" }).admin;
   * for await (const job of batchJobs.watchList({ type: "product-import", limit: 20 })) {
   *   console.log(job.id, jobSummary(job));
   * }
   * ```
   */
  watchList(query?: WatchListQuery, options?: WatchListOptions): AsyncIterable<BatchJob> {
    return watchList(this, query, options);
  }

  /**
   * Creates a job and waits for its end. A dry run stops when it is prepared, and `options.confirm`
   * decides; without it, the job is returned as it waits. One `timeout` is for all of it.
   *
   * With `options.idempotencyKey`, one job is applied for the key, whatever dies, however often and in however many
   * processes it runs: it looks for jobs of the key first, goes on with one that is on its way, and
   * returns one that is applied. See docs/keys.md for what that rests on.
   *
   * @returns The completed job; `replayed` if it was applied before the call began.
   * @throws What {@link create} and {@link wait} throw. After `ambiguous: true`, to run again with the same key is right.
   * @throws BatchJobCanceledError with `declined: true` if `confirm` said no: what was declined must not be taken for what was done.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * await medusa.admin.batchJobs.run(
   *   { type: "publish-products", context: {} },
   *   { confirm: (job) => (job.result?.count ?? 0) < 1000 },
   * );
   * ```
   */
  run<T extends string>(payload: AdminPostBatchesReq<T>, options?: RunOptions): Promise<RunResult>;
  run<_T extends string>(payload: DeclaredBatchJobReq, options?: RunOptions): Promise<RunResult>;
  async run(payload: AdminPostBatchesReq<string>, options?: RunOptions): Promise<RunResult> {
    return runJob(this, payload, options);
  }

  /**
   * Uploads a CSV, imports it, and waits for the end. With `confirm`, the import is prepared first, and
   * writes only if that says yes. Of a file whose import was never confirmed, Medusa is asked to delete it again.
   *
   * With `options.idempotencyKey`, one import is applied for the key, as with {@link run}; the key stands for the file's
   * bytes too, and a stream is read into memory for that.
   *
   * With `options.check`, the file is checked before it is uploaded, and not sent if Medusa would refuse it.
   *
   * @param file A file on disk (`{ path: "products.csv" }`, in Node), a `File`, `Blob`, bytes or web stream, or CSV as text.
   * @throws CsvCheckError with a report of what is wrong, in which line, and what to do, if `options.check` asks for it.
   * @throws MedusaInvalidRequestError for a file that is missing, empty, or surely no CSV, and for options that are wrong, before anything is sent.
   * @throws What {@link run} throws.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * await medusa.admin.batchJobs.importFile({ path: "products.csv" }, {
   *   confirm: ({ result }) => {
   *     console.log(result?.stat_descriptors?.[0]?.message);
   *     return true;
   *   },
   *   idempotencyKey: "spring-range",
   * });
   * ```
   */
  importFile<T extends string = "product-import">(
    file: ImportFile,
    options?: ImportOptions<T>,
  ): Promise<RunResult>;
  importFile<_T extends string>(file: ImportFile, options?: ImportOptions): Promise<RunResult>;
  async importFile(file: ImportFile, options?: ImportOptions<string>): Promise<RunResult> {
    return importFile(this, file, options);
  }

  /**
   * Runs an export, and resolves when its file can be downloaded. Credentials go along to the backend's
   * own origin alone. With `options.idempotencyKey`, there is one export for the key: who asks later gets
   * the file of then.
   *
   * @throws What {@link run} throws; reading the file rejects with a MedusaConnectionError if it is not whole.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const file = await medusa.admin.batchJobs.exportFile({ type: "product-export" });
   * const path = await file.save("exports/");
   * ```
   */
  exportFile<T extends string = "product-export">(
    options?: ExportOptions<T>,
  ): Promise<ExportedFile>;
  exportFile<_T extends string>(options?: ExportOptions): Promise<ExportedFile>;
  async exportFile(options?: ExportOptions<string>): Promise<ExportedFile> {
    return exportFile(this, options);
  }

  /**
   * The file of an export that is completed, with a fresh URL each time.
   *
   * @param job Its id, or the job as it was last seen.
   * @throws MedusaInvalidRequestError for a job that is no completed export, saying what it is.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const { batchJobs } = new Medusa({ apiKey: "my-token" }).admin;
   * const { batch_jobs } = await batchJobs.list({ type: "order-export", status: "completed" });
   * for (const job of batch_jobs) await (await batchJobs.fileOf(job)).save("exports/");
   * ```
   */
  async fileOf(job: string | BatchJob, options?: FileOptions): Promise<ExportedFile> {
    return fileOf(this, job, options);
  }

  /**
   * The job that stands for a key: the applied one, or else the one that is farthest on, or else the last
   * of those that failed or were canceled; `undefined` if there is none. A key is its user's: jobs of
   * others are invisible.
   *
   * @param key As it was given for `idempotencyKey`; of `"content"`, the job's `context.idempotency_key`.
   * @example
   * ```ts
   * import Medusa, { jobApplied } from "medusa-batch-jobs";
   *
   * const { batchJobs } = new Medusa({ apiKey: "my-token" }).admin;
   * const job = await batchJobs.findByIdempotencyKey("nightly-2026-11-26", { type: "product-import" });
   * console.log(job !== undefined && jobApplied(job) ? "It is done." : "It is not done.");
   * ```
   */
  async findByIdempotencyKey(
    key: string,
    options?: FindByKeyOptions,
  ): Promise<BatchJob | undefined> {
    return findByKey(this, key, options);
  }

  /** @internal */
  requestCreate({ payload, marks, options }: CreateRequest): ResponsePromise<AdminBatchJobRes> {
    const { type, context } = payload;
    const began = performance.now();
    const recover = (marks: Marks, limits: RequestOptions) => {
      const request = { ...withoutKey(options), ...limits };
      const look = new JobLook((query) => this.list(query, request), type);
      return look.forMarks(marks, performance.now() - began);
    };
    return this.#client.send({
      method: "POST",
      path: PATH,
      payload: marks ? { ...payload, context: withMarks(context, marks) } : payload,
      options,
      bodyKey: "batch_job",
      meaningOf,
      recover: marks && ((limits) => recover(marks, limits)),
      tick: SERVER_TICK_MS,
      howToFindOut: `The job may exist all the same: list the newest of type "${type}" before you create it again${marks ? "" : ", or give create an idempotencyKey, and it looks by itself"}.`,
    });
  }

  /** @internal */
  requestChange({
    id,
    change,
    options,
    recover,
  }: ChangeRequest): ResponsePromise<AdminBatchJobRes> {
    const timeout = change === "cancel" ? DEFAULT_CANCEL_TIMEOUT_MS : undefined;
    return this.#client.send({
      method: "POST",
      path: `${PATH}/${id}/${change}`,
      options: { ...options, timeout: options.timeout ?? timeout },
      bodyKey: "batch_job",
      meaningOf,
      // Canceling twice is canceling once; a job that is confirmed twice runs twice.
      idempotent: change === "cancel",
      recover,
      tick: SERVER_TICK_MS,
      howToFindOut: `The job may be ${change}ed all the same: retrieve it to find out.`,
    });
  }
}

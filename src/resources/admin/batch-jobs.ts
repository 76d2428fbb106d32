import { withDeadline } from "../../deadline.js";
import { invalidArgument } from "../../errors.js";
import { findByIdempotencyKey, withIdempotencyKey } from "../../jobs/idempotency.js";
import { type ListPromise, listPages } from "../../jobs/pages.js";
import { checkId } from "../../paths.js";
import { buildJobQuery, checkPaging } from "../../query.js";
import type {
  AdminBatchJobRes,
  AdminGetBatchParams,
  AdminPostBatchesReq,
  BatchJob,
  BatchJobType,
} from "../../types/batch-job.js";
import type { Headers, RequestOptions, ResponsePromise } from "../../types/http.js";
import { BaseResource } from "../base.js";

const PATH = "/admin/batch-jobs";

/** Milliseconds that `cancel` may take unless the call says otherwise: on a job that is processing, the server answers when the job has ended. */
export const DEFAULT_CANCEL_TIMEOUT_MS = 300_000;

/** Create, list, cancel, confirm and retrieve batch jobs. */
export class AdminBatchJobsResource extends BaseResource {
  readonly #confirming = new Map<string, ResponsePromise<AdminBatchJobRes>>();

  /**
   * Creates a job. It starts by itself within about three seconds; with `dry_run: true` it prepares
   * itself, then waits for `confirm`.
   *
   * A create whose answer is lost is never sent again blindly, since the server would make a second
   * job. With `options.idempotencyKey`, the key is stored in the job's `context.idempotency_key`, and
   * after a lost answer the SDK looks for the job that carries it.
   *
   * @throws MedusaNotFoundError if the server has no strategy for the type.
   * @throws MedusaConnectionError with `ambiguous: true` if the answer was lost and no key was given: the job may exist.
   * @example
   * ```ts
   * import Medusa from "medusa-batch-jobs";
   *
   * const medusa = new Medusa({ apiKey: "my-token" });
   * const { batch_job } = await medusa.admin.batchJobs.create(
   *   { type: "product-export", context: {} },
   *   {},
   *   { idempotencyKey: "nightly-export-2026-11-23" },
   * );
   * ```
   */
  async create<T extends string = BatchJobType>(
    payload: AdminPostBatchesReq<T>,
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkCreatePayload(payload);
    const key = options?.idempotencyKey;
    const since = new Date();
    const { type } = payload;
    return this.client.send({
      method: "POST",
      path: PATH,
      payload: key === undefined ? payload : withIdempotencyKey(payload, key),
      options,
      customHeaders,
      bodyKey: "batch_job",
      recover:
        key === undefined
          ? undefined
          : () =>
              findByIdempotencyKey({ key, type, since }, (query) =>
                this.list(query, customHeaders, withoutKey(options)),
              ),
      howToFindOut: `The job may have been created all the same: list the newest jobs of type "${type}" before you create it again, or give create an idempotencyKey, and it looks by itself.`,
    });
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
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ListPromise {
    return listPages(query, async (page) => {
      checkPaging(page);
      return this.client.send({
        method: "GET",
        path: `${PATH}?${buildJobQuery(page)}`,
        options,
        customHeaders,
        bodyKey: "batch_jobs",
      });
    });
  }

  /**
   * One job.
   *
   * @throws MedusaNotFoundError if there is none with this id.
   * @throws MedusaPermissionError if it belongs to another user.
   */
  async retrieve(
    id: string,
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    return this.client.send({
      method: "GET",
      path: `${PATH}/${id}`,
      options,
      customHeaders,
      bodyKey: "batch_job",
    });
  }

  /**
   * Lets a prepared dry run go on: from here on it writes. Two confirms of one job at once make the
   * server run it twice, so through one client they are one request; after a lost answer the job is
   * read again, and confirmed is confirmed.
   *
   * @throws MedusaInvalidRequestError if the job is not prepared yet, or not a dry run.
   */
  async confirm(
    id: string,
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    const { signal } = options ?? {};
    for (let other = this.#confirming.get(id); other; other = this.#confirming.get(id)) {
      const shared = await withDeadline(() => settled(other), 0, signal);
      if (shared !== undefined) return shared;
    }
    const call = this.#change(id, "confirm", customHeaders, options).finally(() => {
      this.#confirming.delete(id);
    });
    this.#confirming.set(id, call);
    return call;
  }

  /**
   * Cancels a job. While a job is processing, the server answers only when it has ended, and the work
   * was applied all the same (`completed_at` is set beside `canceled_at`): the call may therefore take
   * five minutes unless `options.timeout` says otherwise.
   *
   * @throws MedusaInvalidRequestError if the job is completed.
   */
  async cancel(
    id: string,
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    checkId(id);
    const timeout = options?.timeout ?? DEFAULT_CANCEL_TIMEOUT_MS;
    return this.#change(id, "cancel", customHeaders, { ...options, timeout });
  }

  async #change(
    id: string,
    action: "confirm" | "cancel",
    customHeaders?: Headers,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    return this.client.send({
      method: "POST",
      path: `${PATH}/${id}/${action}`,
      options,
      customHeaders,
      bodyKey: "batch_job",
      recover: async () => {
        const answer = await this.retrieve(id, customHeaders, withoutKey(options));
        return isDone[action](answer.batch_job) ? answer : undefined;
      },
      howToFindOut: `The job may be ${action}ed all the same: retrieve it to find out.`,
    });
  }
}

const isDone = {
  confirm: (job: BatchJob) => job.confirmed_at != null,
  cancel: (job: BatchJob) => job.canceled_at != null,
};

/** What another caller's call came to; `undefined` if it failed, be it by that caller's own abort or timeout. */
function settled<T>(call: Promise<T>): Promise<T | undefined> {
  return call.catch(() => undefined);
}

/** A key belongs to one call; the calls that find out what became of it have their own. */
function withoutKey(options: RequestOptions = {}): RequestOptions {
  const { idempotencyKey: _one, ...others } = options;
  return others;
}

/** What the server would answer with a 404 for the type "" or with a 400 in prose about decorators. */
function checkCreatePayload({ type, context }: { type: unknown; context: unknown }): void {
  if (typeof type !== "string" || type === "") {
    throw invalidArgument('A batch job needs a type, such as "product-export".');
  }
  if (typeof context !== "object" || context === null || Array.isArray(context)) {
    throw invalidArgument("A batch job needs a context: an object, {} if there is nothing to say.");
  }
}

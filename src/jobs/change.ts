import { MedusaConnectionError, messageOf } from "../errors.js";
import type { Recover } from "../http/call.js";
import { mergeHeaders } from "../http/headers.js";
import { SharedCall } from "../http/shared-call.js";
import { throwIfAborted } from "../http/signals.js";
import type { AdminBatchJobRes, BatchJob } from "../types/batch-job.js";
import type { RequestOptions, ResponsePromise, Response as TypedResponse } from "../types/http.js";
import { isFinished } from "./job.js";

/** Milliseconds that `cancel` may take unless the call says otherwise: on a job that is processing, the server answers when the job has ended. */
export const DEFAULT_CANCEL_TIMEOUT_MS = 300_000;

/** What can be asked of a job. */
export type JobChange = "confirm" | "cancel";

/** A request for a change, and how to find out whether it was done if its answer is lost. */
export interface ChangeRequest {
  id: string;
  change: JobChange;
  options: RequestOptions;
  recover: Recover<TypedResponse<AdminBatchJobRes>>;
}

/** What changing a job needs of a resource. */
export interface ChangeCalls {
  requestChange(request: ChangeRequest): ResponsePromise<AdminBatchJobRes>;
  retrieve(id: string, options: RequestOptions): ResponsePromise<AdminBatchJobRes>;
}

/** Confirms and cancels jobs, and says what became of them. */
export class JobChanger {
  readonly #calls: ChangeCalls;
  /** The confirms that are under way, by job and headers: another user's is another call. */
  readonly #confirming = new Map<string, SharedCall<TypedResponse<AdminBatchJobRes>>>();

  constructor(calls: ChangeCalls) {
    this.#calls = calls;
  }

  /** Two confirms of one job at once make the server run it twice: they are one request, which ends when all who wait for it have left. */
  async confirm(id: string, options: RequestOptions): ResponsePromise<AdminBatchJobRes> {
    throwIfAborted(options.signal);
    const key = JSON.stringify([id, mergeHeaders(options.customHeaders)]);
    const call = this.#confirming.get(key) ?? this.#beginConfirm(key, id, options);
    return call.join(options.signal);
  }

  /**
   * The server answers with the job as it read it before it waited for the job's end: whether the work
   * took effect, only another look tells.
   */
  async cancel(id: string, options: RequestOptions): ResponsePromise<AdminBatchJobRes> {
    await this.#request(id, "cancel", options);
    try {
      return await this.#calls.retrieve(id, withoutKey(options));
    } catch (cause) {
      throwIfAborted(options.signal);
      throw new MedusaConnectionError(
        `The server has canceled ${id}, but whether its work took effect all the same could not be read: ${messageOf(cause)}`,
        { ambiguous: true, cause },
      );
    }
  }

  #beginConfirm(key: string, id: string, options: RequestOptions) {
    const call = new SharedCall(
      (signal) => this.#request(id, "confirm", { ...options, signal }),
      () => this.#confirming.delete(key),
    );
    this.#confirming.set(key, call);
    return call;
  }

  #request(
    id: string,
    change: JobChange,
    options: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes> {
    const recover: ChangeRequest["recover"] = async (limits) => {
      const answer = await this.#calls.retrieve(id, { ...withoutKey(options), ...limits });
      if (isDone[change](answer.batch_job)) return answer;
      // Medusa confirms nothing that has ended; it cancels, in the end, what completes meanwhile.
      return change === "confirm" && isFinished(answer.batch_job) ? null : undefined;
    };
    return this.#calls.requestChange({ id, change, options, recover });
  }
}

const isDone = {
  confirm: (job: BatchJob) => job.confirmed_at != null,
  cancel: (job: BatchJob) => job.canceled_at != null,
};

/** A key belongs to one call; the calls that find out what became of it have their own. */
export function withoutKey(options: RequestOptions): RequestOptions {
  return { ...options, idempotencyKey: undefined };
}

import type {
  AdminBatchJobRes,
  AdminGetBatchParams,
  AdminPostBatchesReq,
  BatchJob,
} from "../types/batch-job.js";
import type { HeadersLike, RequestOptions, ResponsePromise } from "../types/http.js";
import type { FollowCalls } from "./following/wait.js";
import type { ListPromise } from "./listing/pages.js";
import type { Marks } from "./once/marks.js";

/** A job that was run. */
export interface RunResult extends BatchJob {
  /** The work was done before this call, by another one with its `idempotencyKey`; this one has created nothing. */
  replayed?: true;
}

/** What is to be run. */
export interface RunPlan {
  type: string;
  /** What is known of the context before anything is sent. */
  context: object;
  isDryRun: boolean;
  /** The file that is to be imported. */
  content?: Blob;
  /** Makes ready what the job needs, and says what is to be created. */
  prepare: () => Promise<AdminPostBatchesReq<string>>;
}

/** A create; with marks, its job is looked for if the answer is lost. */
export interface CreateRequest {
  payload: AdminPostBatchesReq<string>;
  marks?: Marks;
  options: RequestOptions;
}

/** What creating a job needs of a resource. */
export interface CreateCalls {
  requestCreate(request: CreateRequest): ResponsePromise<AdminBatchJobRes>;
  list(
    query: AdminGetBatchParams,
    customHeaders?: HeadersLike,
    options?: RequestOptions,
  ): ListPromise;
}

/** What running needs of a resource. */
export interface RunCalls extends FollowCalls, CreateCalls {
  confirm(
    id: string,
    customHeaders?: HeadersLike,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes>;
}

/** A job on its way from its creation to its end. */
export interface Run {
  /** The job that this run has created, as it was last seen. */
  readonly own: BatchJob | undefined;
  /** Runs it, once. */
  result(): Promise<RunResult>;
}

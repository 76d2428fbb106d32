import {
  type AdminBatchJobListRes,
  type AdminGetBatchParams,
  type BatchJob,
  isFinished,
} from "medusa-batch-jobs";
import { hasMoved } from "./snapshots.js";

/** What a job that was seen means for a page: nothing, a row to replace, or that the server is to be asked for the page. */
export type PageEffect = "none" | "replace" | "refetch";

/** What was seen of a job, and when. */
export interface Sighting {
  job: BatchJob;
  /** As it was last seen; `undefined` the first time. */
  before: BatchJob | undefined;
  /** It was there when following began, and need not be news. */
  isFromTheStart: boolean;
}

/** Decides what a sighting means for a page. */
export function pageEffect(
  { job, before, isFromTheStart }: Sighting,
  page: AdminBatchJobListRes,
  query: AdminGetBatchParams,
): PageEffect {
  const row = page.batch_jobs.find(({ id }) => id === job.id);
  const last = before ?? row;
  const isNews = last === undefined || hasMoved(last, job);
  if (row !== undefined) return isNews && dependsOnState(query) ? "refetch" : "replace";
  if (!isNews || ![job, before].some((state) => state && mayMatch(state, query))) return "none";
  if (isFromTheStart) return isNewerThanAll(job, page) && !page.offset ? "refetch" : "none";
  return before === undefined || dependsOnState(query) ? "refetch" : "none";
}

/** Whether the state of jobs decides which of them are on the page, and where. */
export function dependsOnState(query: AdminGetBatchParams): boolean {
  const { status, order = NEWEST_FIRST } = query;
  return status !== undefined || order !== NEWEST_FIRST || filtersByTime(query);
}

const NEWEST_FIRST = "-created_at";

function filtersByTime({ created_at: _, ...others }: AdminGetBatchParams): boolean {
  return Object.entries(others).some(([key, value]) => key.endsWith("_at") && value !== undefined);
}

function mayMatch(job: BatchJob, { status }: AdminGetBatchParams): boolean {
  if (status === undefined) return true;
  return [status]
    .flat()
    .some((one) => one === job.status || (one === "active" && !isFinished(job)));
}

function isNewerThanAll(job: BatchJob, { batch_jobs }: AdminBatchJobListRes): boolean {
  return batch_jobs.every(({ created_at }) => created_at < job.created_at);
}

import { type BatchJob, jobApplied } from "medusa-batch-jobs";

/** What there is on the server when all is over. */
export interface Remains {
  jobs: readonly BatchJob[];
  /** How often the work was done in the shop, as far as that can be seen. */
  worked: number | undefined;
}

/**
 * How many of the key's jobs the server worked on that it should not have. That need not apply a second one: an
 * import's second run fails on the products of the first. What was canceled in time was not worked on.
 */
export function doublesIn(jobs: readonly BatchJob[]): number {
  const worked = jobs.filter((job) => jobApplied(job) || (job.confirmed_at && !job.canceled_at));
  return Math.max(0, worked.length - 1);
}

/** Why it is not exactly once, for those who hold jobs of these ids; `undefined` if it is. */
export function faultIn({ jobs, worked }: Remains, held: readonly string[]): string | undefined {
  const applied = jobs.filter(jobApplied);
  const [only] = applied;
  if (only === undefined) return "lost: no job was applied";
  if (applied.length > 1) return `double: ${applied.length} jobs were applied`;
  if (doublesIn(jobs) > 0) return "double: the server worked on more than one job";
  if (worked !== undefined && worked !== 1) return `the work was done ${worked} times`;
  if (held.some((id) => id !== only.id)) return "a caller holds another job than the applied one";
  return undefined;
}

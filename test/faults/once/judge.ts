import { type BatchJob, jobApplied } from "medusa-batch-jobs";

/** What there is on the server when all is over. */
export interface Remains {
  jobs: readonly BatchJob[];
  /** How often the work was done in the shop, as far as that can be seen. */
  worked: number | undefined;
}

/**
 * How many of the key's jobs were let go that should not have been. What is confirmed twice need not be applied
 * twice: an import's second run fails on the products of the first.
 */
export function doublesIn(jobs: readonly BatchJob[]): number {
  return Math.max(0, jobs.filter(({ confirmed_at }) => confirmed_at !== null).length - 1);
}

/** Why it is not exactly once, for those who hold jobs of these ids; `undefined` if it is. */
export function faultIn({ jobs, worked }: Remains, held: readonly string[]): string | undefined {
  const applied = jobs.filter(jobApplied);
  const [only] = applied;
  if (only === undefined) return "lost: no job was applied";
  if (applied.length > 1) return `double: ${applied.length} jobs were applied`;
  if (doublesIn(jobs) > 0) return "double: more than one job was confirmed";
  if (worked !== undefined && worked !== 1) return `the work was done ${worked} times`;
  if (held.some((id) => id !== only.id)) return "a caller holds another job than the applied one";
  return undefined;
}

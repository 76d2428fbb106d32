import type { BatchJob } from "../../types/batch-job.js";
import type { JobChanges } from "../lifecycle.js";
import type { FakeShop } from "../shop.js";

/** What `preProcess` returns when the real one would wait for ever: the job stays `created`. */
export const STUCK = "stuck";

/**
 * How the fake works on one type of job. Every method is optional: a job without any of them just
 * goes through its states.
 *
 * An error that a method throws fails the job, as on the server; one with a `code` is written as an object.
 * Changes are merged into the job's `context` and `result`, key by key.
 *
 * @example
 * ```ts
 * import { type BatchJobStrategy, FakeMedusa } from "medusa-batch-jobs/testing";
 *
 * const publish: BatchJobStrategy = {
 *   type: "publish-products",
 *   preProcess: (_job, shop) => ({ result: { count: shop.products.size, advancement_count: 0 } }),
 *   process(job, shop) {
 *     for (const product of shop.products.values()) shop.put({ ...product, status: "published" });
 *     return { result: { advancement_count: job.result?.count ?? 0 } };
 *   },
 * };
 * const fake = new FakeMedusa({ strategies: [publish] });
 * ```
 */
export interface BatchJobStrategy {
  /** The type of the jobs. A built-in one may be replaced. */
  readonly type: string;
  /** Checks the `context` of a `create` and returns the one to store. Throw a `FakeApiError` to refuse. */
  prepare?(context: Record<string, unknown>, shop: FakeShop): Record<string, unknown>;
  /** Reads and counts; `at`: milliseconds since 1970. {@link STUCK}: never ends. */
  preProcess?(job: BatchJob, shop: FakeShop, at: number): JobChanges | typeof STUCK | undefined;
  /** Does the work. What it changes in the shop is undone when it throws. */
  process?(job: BatchJob, shop: FakeShop, at: number): JobChanges | undefined;
}

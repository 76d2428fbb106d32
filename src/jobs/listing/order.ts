import type { AdminGetBatchParams } from "../../types/batch-job.js";

type Ordered = Pick<AdminGetBatchParams, "order">;

/** The order of a list; by default the server's. */
export function orderOf({ order = "-created_at" }: Ordered): string {
  return order;
}

export function isDescending(query: Ordered): boolean {
  return orderOf(query).startsWith("-");
}

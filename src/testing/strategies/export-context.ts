import { isObject } from "../../http/kinds.js";
import type { BatchJob } from "../../types/batch-job.js";
import { unknownError } from "../api-error.js";

/** What the server makes of the paging and the selection in an export's context. */
export interface ListConfig {
  skip: number;
  /** Missing: all. */
  take?: unknown;
  order: Record<string, string>;
  select?: string[];
  relations: string[];
}

/**
 * The context as it is stored: what a list understands goes into `list_config`, which replaces any
 * of the client's; the rest stays. Nothing is checked: what is wrong fails the job, later.
 */
export function prepareExport(
  context: Record<string, unknown>,
  defaults: { relations: readonly string[]; select?: readonly string[] },
): Record<string, unknown> {
  const { limit = 50, offset = 0, order, fields, expand, filterable_fields, ...rest } = context;
  const select =
    fields === undefined ? defaults.select : [...new Set(["id", ...split(fields), "created_at"])];
  const list_config = {
    ...(select && { select }),
    relations: expand === undefined ? defaults.relations : split(expand),
    skip: offset,
    ...(limit !== null && { take: limit }),
    order: orderOf(order),
  };
  return {
    ...rest,
    list_config,
    ...(filterable_fields === undefined ? {} : { filterable_fields }),
  };
}

/** The prepared part of an export's context. */
export function listConfigOf(job: BatchJob): ListConfig {
  const config: Partial<ListConfig> = Object(job.context?.list_config);
  return { skip: 0, order: {}, relations: [], ...config };
}

/**
 * What an export selects by.
 *
 * @throws {Error} with the server's words about what it cannot select with
 */
export function filtersOf(job: BatchJob): Record<string, unknown> {
  const { filterable_fields: filters = {} } = job.context ?? {};
  if (isObject(filters)) return { ...filters };
  throw new Error(`Cannot use 'in' operator to search for 'q' in ${filters}`);
}

/**
 * The paging as the database takes it.
 *
 * @throws {Error} with its words about what is no number, or less than nothing
 */
export function assertPaging(job: BatchJob, name: "limit" | "take"): void {
  const { take = 0, skip } = listConfigOf(job);
  if (Number.isNaN(Number(take))) {
    throw new Error(`Provided "${name}" value is not a number. Please provide a numeric value.`);
  }
  if (Number(take) < 0 || Number(job.context?.batch_size) < 0) {
    throw new Error("LIMIT must not be negative");
  }
  if (skip < 0) throw new Error("OFFSET must not be negative");
}

/** How many rows an export announces: a `batch_size` is believed without counting. */
export function announcedCount(job: BatchJob, found: number): number {
  const size = job.context?.batch_size;
  return typeof size === "number" ? size : found;
}

/** The rows that an export writes: `batch_size` counts from row 0, not from the offset. */
export function exportedRows<T>(job: BatchJob, found: readonly T[]): T[] {
  return found.slice(listConfigOf(job).skip, announcedCount(job, found.length));
}

/** What an export says about its progress: nothing when there was nothing to do. */
export function progressOf(done: number, count: number) {
  return done === 0 ? {} : { count, advancement_count: done, progress: done / count };
}

function orderOf(order: unknown): Record<string, string> {
  if (order === undefined) return { created_at: "DESC" };
  if (typeof order !== "string") throw unknownError();
  return order.startsWith("-") ? { [order.slice(1)]: "DESC" } : { [order]: "ASC" };
}

function split(names: unknown): string[] {
  if (typeof names !== "string") throw unknownError();
  return names.split(",").filter(Boolean);
}

import type { Job, QueueOptions } from "bullmq";

/** One file to import. */
export interface ImportData {
  /** Where it is, on a disk that all workers have. */
  path: string;
}

/** How far an import is, as the shop says. */
export interface ImportProgress {
  batchJob: string;
  status: string;
}

/** A job of the queue. Its result says what was done, for people. */
export type ImportJob = Job<ImportData, string, string, ImportProgress>;

/** The queue's name. */
export const IMPORTS = "imports";

/** Medusa's event bus has its queue in the same Redis, under a prefix of its own: this one is another. */
export const QUEUE: QueueOptions = {
  connection: { url: process.env.REDIS_URL ?? "redis://localhost:6379" },
  prefix: "shop-imports",
};

/** How long a worker may stand still, in milliseconds: then its job is another worker's. */
export const STANDSTILL_MS = Number(process.env.STANDSTILL_MS ?? 30_000);

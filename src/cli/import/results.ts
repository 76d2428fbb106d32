import type { BatchJob, RunResult } from "medusa-batch-jobs";
import { resultOfDetached, resultOfRun } from "../outcome.js";
import type { Result } from "../result.js";
import type { Importing, Seen } from "./options.js";

/** Of an import that is applied, now or before. */
export function resultOfImport({ flags, seen }: Importing, job: RunResult): Result {
  const result = resultOfRun(job);
  const text = flags.detach ? job.id : result.text;
  return { ...result, text, json: withReport(result.json, seen) };
}

/** Of a job that Medusa works on, and nobody waits for. */
export function resultOfLeft({ seen }: Importing, job: BatchJob): Result {
  const result = resultOfDetached(job);
  return { ...result, json: withReport(result.json, seen) };
}

/** Of a dry run, whose job is canceled now. */
export function resultOfDryRun({ seen }: Importing, job: BatchJob): Result {
  return {
    text: `Dry run: ${seen.plan}; nothing was written.`,
    json: withReport({ applied: false, dryRun: true, summary: seen.plan, job }, seen),
  };
}

/** Of a person's no. It is on the screen already. */
export function resultOfNo({ seen }: Importing, job: BatchJob): Result {
  return {
    text: "",
    json: withReport({ applied: false, declined: true, summary: seen.plan, job }, seen),
    exit: "canceled",
  };
}

function withReport(json: object | undefined, { report }: Seen): object {
  return { ...json, ...(report && { report }) };
}

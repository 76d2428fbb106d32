import { type BatchJob, jobApplied, jobSummary } from "medusa-batch-jobs";
import type { Result } from "../result.js";
import type { Importing, Seen } from "./options.js";

/** Of an import that is applied, now or before. */
export function resultOfImport(
  { flags, seen }: Importing,
  job: BatchJob,
  replayed: boolean,
): Result {
  const summary = jobSummary(job);
  const before = replayed ? " (it was done before; nothing was sent)" : "";
  return {
    text: flags.detach ? job.id : `${job.id} ${summary}${before}`,
    applied: true,
    json: { applied: true, replayed, summary, ...checked(seen), job },
  };
}

/** Of a dry run, whose job is canceled now. */
export function resultOfDryRun({ seen }: Importing, job: BatchJob): Result {
  const plan = seen.plan ?? "nothing to do";
  return {
    text: `Dry run: ${plan}; nothing was written.`,
    json: { applied: false, dryRun: true, summary: plan, ...checked(seen), job },
  };
}

/** Of a job that Medusa works on, and nobody waits for. */
export function resultOfDetached({ seen }: Importing, job: BatchJob): Result {
  return {
    text: job.id,
    json: {
      applied: jobApplied(job),
      detached: true,
      summary: jobSummary(job),
      ...checked(seen),
      job,
    },
    exit: "running",
  };
}

function checked({ report }: Seen) {
  return report && { report };
}

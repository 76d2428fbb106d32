import {
  type BatchJob,
  isBatchJobError,
  isFinished,
  jobOutcome,
  jobSummary,
  needsConfirmation,
  type WaitOptions,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import type { Exit } from "../exit-codes.js";
import { toFailure } from "../failure.js";
import { Interruption } from "../interruption.js";
import { readIds } from "../job-ids.js";
import { appliedOf, exitOfJob, lineOf, worstOf } from "../outcome.js";
import type { Result } from "../result.js";
import { jobsGoOn } from "../work-goes-on.js";

/** The flags of `wait`. */
export interface WaitFlags {
  until: NonNullable<WaitOptions["until"]>;
}

/** How the wait for a job ended. */
interface End {
  id: string;
  /** As it was last seen, if it was. */
  job?: BatchJob | undefined;
  error?: unknown;
  exit: Exit;
}

/** Waits until jobs have ended, and tells of each when it has. */
export async function runWait(
  cli: Cli,
  given: readonly string[],
  { until }: WaitFlags,
): Promise<Result> {
  const ids = await readIds(cli.host, given);
  cli.progress.step(`Waiting for ${ids.length === 1 ? ids[0] : `${ids.length} jobs`}`);
  const { admin } = await cli.connect();
  const follow = async (id: string): Promise<End> => {
    const end = await endOf(cli, id, until, (options) => admin.batchJobs.wait(id, options));
    await tell(cli, end);
    return end;
  };
  const ends = await Promise.all(ids.map(follow));
  const left = ends.filter(({ error }) => error instanceof Interruption);
  if (left.length > 0)
    throw jobsGoOn(
      left.map(({ id }) => id),
      worstOf(left.map(({ exit }) => exit)),
    );
  const [first] = ends;
  // One mistake is told once: the wrong id, the login that is not valid.
  if (first?.error !== undefined && ends.every(({ job }) => job === undefined)) throw first.error;
  for (const { job, error } of ends) if (job === undefined) tellWhy(cli, error);
  return { text: "", json: toJson(cli, ends), exit: worstOf(ends.map(({ exit }) => exit)) };
}

async function endOf(
  cli: Cli,
  id: string,
  until: WaitFlags["until"],
  wait: (options: WaitOptions) => Promise<BatchJob>,
): Promise<End> {
  const { host, flags, progress } = cli;
  try {
    const job = await wait({
      until,
      timeout: flags.timeout,
      signal: host.interrupted,
      cancelOnAbort: flags.cancelOnInterrupt,
      onUpdate: (seen) => progress.job(seen),
      onPoll: (event) => progress.poll(event),
    });
    return { id, job, exit: exitOfJob(job, until) };
  } catch (error) {
    const job = isBatchJobError(error) ? error.job : undefined;
    return { id, job, error, exit: toFailure(error, cli).exit };
  }
}

/** The state of a job on stdout; why it is no success, and what to do, on stderr. */
async function tell(cli: Cli, { job, error, exit }: End): Promise<void> {
  const { host, flags, output, progress } = cli;
  if (job === undefined || flags.json) return;
  progress.pause();
  await output.result(lineOf(job));
  if (error !== undefined) tellWhy(cli, error);
  else if (exit === "running" && needsConfirmation(job)) {
    output.note(`It waits for a confirmation: ${commandOf(host, flags)} confirm ${job.id}`);
  }
}

/** With `--json` it stands beside the jobs. */
function tellWhy(cli: Cli, error: unknown): void {
  if (!cli.flags.json) cli.output.fail(toFailure(error, cli));
}

function toJson(cli: Cli, ends: readonly End[]): object {
  return {
    batch_jobs: ends.flatMap(({ job }) => (job === undefined ? [] : [withOutcome(job)])),
    errors: ends.flatMap(({ id, error }) =>
      error instanceof Error
        ? [{ id, name: error.name, message: toFailure(error, cli).message }]
        : [],
    ),
  };
}

/** What a program would have to find out by timestamps. */
function withOutcome(job: BatchJob): object {
  return {
    ...job,
    outcome: jobOutcome(job) ?? null,
    applied: appliedOf(job),
    finished: isFinished(job),
    summary: jobSummary(job),
  };
}

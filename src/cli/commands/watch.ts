import {
  type BatchJob,
  isFinished,
  jobSummary,
  type Medusa,
  type WaitOptions,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import type { Exit } from "../exit-codes.js";
import { Interruption } from "../interruption.js";
import { readIds } from "../job-ids.js";
import { exitOfJob, worstOf } from "../outcome.js";
import type { Result } from "../result.js";
import { oneLine } from "../terminal/text.js";
import { clock } from "../terminal/time.js";
import { UsageError } from "../usage-error.js";
import { jobsGoOn } from "../work-goes-on.js";
import { type JobFilters, queryOf } from "./list.js";

/** The flags of `watch`. */
export interface WatchFlags extends JobFilters {
  until: NonNullable<WaitOptions["until"]>;
}

/** How many jobs a live list begins with, unless it is said since when. */
const FIRST_JOBS = 20;

/** Prints each change of jobs. */
export async function runWatch(
  cli: Cli,
  given: readonly string[],
  flags: WatchFlags,
): Promise<Result> {
  if (given.length > 0) checkFlags(flags);
  const ids = await readIds(cli.host, given);
  const { admin } = await cli.connect();
  const exit = ids.length > 0 ? watchJobs(cli, admin, ids, flags) : watchAll(cli, admin, flags);
  return { text: "", json: undefined, exit: await exit };
}

function checkFlags({ status, type, since }: WatchFlags): void {
  if (status === undefined && type === undefined && since === undefined) return;
  throw new UsageError("--status, --type and --since choose jobs: leave them out beside ids.");
}

/** @returns The worst of how they ended. */
async function watchJobs(
  cli: Cli,
  { batchJobs }: Medusa["admin"],
  ids: readonly string[],
  { until }: WatchFlags,
): Promise<Exit> {
  const { host, flags, progress } = cli;
  const last = new Map<string, BatchJob>();
  try {
    const changes = batchJobs.watch(ids, {
      until,
      timeout: flags.timeout,
      signal: host.interrupted,
      cancelOnAbort: flags.cancelOnInterrupt,
      onPoll: (event) => progress.poll(event),
    });
    for await (const job of changes) {
      last.set(job.id, job);
      await show(cli, job);
    }
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    throw leftBehind(ids, last, error);
  }
  return worstOf([...last.values()].map((job) => exitOfJob(job, until)));
}

/** What is not known to have ended goes on. */
function leftBehind(
  ids: readonly string[],
  last: ReadonlyMap<string, BatchJob>,
  interruption: Interruption,
): Error {
  const goOn = ids.filter((id) => {
    const job = last.get(id);
    return job === undefined || !isFinished(job);
  });
  return goOn.length === 0 ? interruption : jobsGoOn(goOn, interruption.exit);
}

/** A live list has no end but the reader's leaving, which is no mistake to speak of. */
async function watchAll(
  cli: Cli,
  { batchJobs }: Medusa["admin"],
  filters: WatchFlags,
): Promise<Exit> {
  const { host, progress } = cli;
  const limit = filters.since === undefined ? FIRST_JOBS : undefined;
  try {
    const changes = batchJobs.watchList(
      { ...queryOf(filters), limit },
      { signal: host.interrupted, onPoll: (event) => progress.poll(event) },
    );
    for await (const job of changes) await show(cli, job);
    return "done";
  } catch (error) {
    if (error instanceof Interruption) return error.exit;
    throw error;
  }
}

async function show({ flags, output, progress }: Cli, job: BatchJob): Promise<void> {
  progress.pause();
  const line = `${clock(new Date())} ${job.id} ${job.status} ${jobSummary(job)}`;
  await output.result(flags.json ? JSON.stringify(job) : oneLine(line));
}

import {
  type BatchJob,
  isFinished,
  jobSummary,
  type Medusa,
  needsConfirmation,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import { followOptions } from "../follow.js";
import { type Leave, leaveFor } from "../leave.js";
import { resultOfDetached, resultOfRun } from "../outcome.js";
import type { Result } from "../result.js";
import { UsageError } from "../usage-error.js";

/** The flags of `confirm`. */
export interface ConfirmFlags {
  detach?: true | undefined;
}

/** Confirms a job that waits for it, or will, and waits until it is done. */
export async function runConfirm(cli: Cli, id: string, { detach }: ConfirmFlags): Promise<Result> {
  cli.progress.step(`Confirming ${id}`);
  const leave = leaveFor(cli, { goesOn: () => true });
  const { admin } = await cli.connect();
  const job = await leave.of(confirmJob(cli, admin, id, leave, detach));
  return isFinished(job) ? resultOfRun(job) : resultOfDetached(job);
}

async function confirmJob(
  cli: Cli,
  { batchJobs }: Medusa["admin"],
  id: string,
  leave: Leave,
  detach: true | undefined,
): Promise<BatchJob> {
  const { flags, progress, output } = cli;
  const wait = {
    ...followOptions(cli, leave),
    cancelOnAbort: flags.cancelOnInterrupt,
  };
  const { batch_job: found } = await batchJobs.retrieve(id, { signal: leave.signal });
  checkConfirmable(cli, found);
  const prepared = await batchJobs.wait(found, { ...wait, until: "settled" });
  checkConfirmable(cli, prepared);
  progress.pause();
  output.note(`${id} ${jobSummary(prepared)}`);
  leave.confirms();
  // A confirm that is cut off may have been done: it is answered, and what is not wanted is canceled then.
  const { batch_job: confirmed } = await batchJobs.confirm(id);
  return detach ? confirmed : batchJobs.wait(confirmed, { ...wait, until: "finished" });
}

/** @throws UsageError */
function checkConfirmable({ host, flags }: Cli, job: BatchJob): void {
  const { type, id } = job;
  if (isFinished(job)) {
    throw new UsageError(
      `The ${type} ${id} cannot be confirmed, it has ended: ${jobSummary(job)}.`,
    );
  }
  if (needsConfirmation(job) || (job.dry_run && job.status === "created")) return;
  throw new UsageError(
    `The ${type} ${id} needs no confirmation: ${jobSummary(job)}.`,
    `To wait for it: ${commandOf(host, flags)} wait ${id}`,
  );
}

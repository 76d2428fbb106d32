import {
  type BatchJob,
  BatchJobCanceledError,
  isBatchJobError,
  isCsvCheckError,
  isMedusaError,
  jobSummary,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import { abandon } from "../import/abandon.js";
import { checkedType, checkImportFlags, type ImportFlags, typeOf } from "../import/flags.js";
import { type Importing, optionsOf } from "../import/options.js";
import { resultOfDryRun, resultOfImport, resultOfLeft, resultOfNo } from "../import/results.js";
import { openSource, refused } from "../import/source.js";
import { nameOfInput } from "../input-file.js";
import { Interruption } from "../interruption.js";
import { leaveFor } from "../leave.js";
import type { Result } from "../result.js";
import { WorkGoesOn } from "../work-goes-on.js";

/** Imports a file: checks it, shows what it will do, asks, and waits. */
export async function runImport(cli: Cli, file: string, flags: ImportFlags): Promise<Result> {
  checkImportFlags(cli, file, flags);
  const isChecked = checkedType(flags) !== undefined;
  cli.progress.step(`${isChecked ? "Checking" : "Reading"} ${nameOfInput(file)}`);
  if (flags.check && !isChecked) {
    tell(cli, `Not checked: nobody knows what a ${typeOf(flags)} makes of a file.`);
  }
  const { name, content } = await openSource(cli, file, flags);
  const { admin } = await cli.connect();
  if (isChecked) cli.progress.step(`Checking ${name} against ${cli.settings.url}`);
  const goesOn = (job: BatchJob) => job.confirmed_at !== null;
  const leave = leaveFor(cli, { goesOn, detaches: flags.detach });
  const importing = { cli, flags, name, leave, seen: {} };
  try {
    const run = admin.batchJobs.importFile(content, optionsOf(importing));
    return resultOfImport(importing, await leave.of(run));
  } catch (error) {
    if (isMedusaError(error)) await abandon(importing, admin, error);
    return resultOfError(importing, error);
  }
}

/** What ended otherwise, and is what was wanted all the same. */
function resultOfError(importing: Importing, error: unknown): Result {
  const { cli, flags, name } = importing;
  if (isCsvCheckError(error)) throw refused(cli, name, error.report);
  if (error instanceof BatchJobCanceledError && error.declined) {
    if (flags.dryRun) return resultOfDryRun(importing, error.job);
    tell(cli, `Nothing was imported.${flags.key === undefined ? "" : KEY_REMEMBERS}`);
    return resultOfNo(importing, error.job);
  }
  if (error instanceof WorkGoesOn && error.exit === "running" && error.job !== undefined) {
    const wayBack = `${commandOf(cli.host, cli.flags)} ${error.wayBack}`;
    tell(cli, `${error.message}\nTo come back to it: ${wayBack}`);
    return resultOfLeft(importing, error.job);
  }
  if (isBatchJobError(error) && error.applied && !(error.cause instanceof Interruption)) {
    const { job } = error;
    cli.progress.pause();
    cli.output.explain(`warning: The ${job.type} ${job.id} was ${jobSummary(job)}.`);
    return resultOfImport(importing, job);
  }
  throw error;
}

const KEY_REMEMBERS = " The key remembers that: to import next time, pass --rerun-canceled.";

function tell({ progress, output }: Cli, words: string): void {
  progress.pause();
  output.note(words);
}

import {
  BatchJobCanceledError,
  isBatchJobError,
  isCsvCheckError,
  jobSummary,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import { checkedType, checkImportFlags, type ImportFlags, typeOf } from "../import/flags.js";
import { type Importing, optionsOf } from "../import/options.js";
import { resultOfDetached, resultOfDryRun, resultOfImport } from "../import/results.js";
import { openSource, refused } from "../import/source.js";
import { nameOfInput } from "../input-file.js";
import { Interruption } from "../interruption.js";
import { Leave } from "../leave.js";
import type { Result } from "../result.js";
import { WorkGoesOn } from "../work-goes-on.js";

/** Imports a file: checks it, shows what it will do, asks, and waits. */
export async function runImport(cli: Cli, file: string, flags: ImportFlags): Promise<Result> {
  checkImportFlags(cli, file, flags);
  const isChecked = checkedType(flags) !== undefined;
  cli.progress.step(`${isChecked ? "Checking" : "Reading"} ${nameOfInput(file)}`);
  if (flags.check && !isChecked) {
    cli.output.note(`It is not checked: nobody knows what a ${typeOf(flags)} makes of a file.`);
  }
  const { name, content } = await openSource(cli, file, flags);
  const { admin } = await cli.connect();
  if (isChecked) cli.progress.step(`Checking ${name} against ${cli.settings.url}`);
  const importing = { cli, flags, name, leave: leaveOf(cli, flags), seen: {} };
  try {
    const run = admin.batchJobs.importFile(content, optionsOf(importing));
    const job = await importing.leave.of(run);
    return resultOfImport(importing, job, job.replayed ?? false);
  } catch (error) {
    return resultOfError(importing, error);
  }
}

function leaveOf(cli: Cli, flags: ImportFlags): Leave {
  return new Leave({
    interrupted: cli.host.interrupted,
    goesOn: (job) => job.confirmed_at !== null,
    cancels: cli.flags.cancelOnInterrupt,
    detaches: flags.detach,
  });
}

/** What ended otherwise, and is what was wanted all the same. */
function resultOfError(importing: Importing, error: unknown): Result {
  const { cli, flags, name } = importing;
  if (isCsvCheckError(error)) throw refused(cli, name, error.report);
  if (flags.dryRun && error instanceof BatchJobCanceledError && error.declined) {
    return resultOfDryRun(importing, error.job);
  }
  if (error instanceof WorkGoesOn && error.exit === "running" && error.job !== undefined) {
    const { wayBack, job } = error;
    cli.output.note(
      `${error.message}\nTo come back to it: ${commandOf(cli.host, cli.flags)} ${wayBack}`,
    );
    return resultOfDetached(importing, job);
  }
  if (isBatchJobError(error) && error.applied && !(error.cause instanceof Interruption)) {
    cli.output.explain(
      `${cli.output.noteStyle("yellow", "warning:")} ${error.job.id} ${jobSummary(error.job)}`,
    );
    return resultOfImport(importing, error.job, false);
  }
  throw error;
}

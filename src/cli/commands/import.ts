import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import {
  type BatchJob,
  BatchJobCanceledError,
  DEFAULT_TAKE_OVER_AFTER_MS,
  type ImportFile,
  type ImportOptions,
  jobSummary,
  type RunResult,
} from "medusa-batch-jobs";
import type { CheckReport } from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { unreadable } from "../input.js";
import { Leave } from "../leave.js";
import { checkLimits, type Limits } from "../limits.js";
import { describeReport } from "../report/text.js";
import type { Result } from "../result.js";
import { askConsent } from "../terminal/ask.js";
import { UsageError } from "../usage-error.js";

/** The flags of `import`. */
export interface ImportFlags extends Limits {
  type?: string | undefined;
  priceList?: string | undefined;
  yes?: true | undefined;
  dryRun?: true | undefined;
  check: boolean;
  strict?: true | undefined;
  fix?: true | undefined;
  key?: string | undefined;
  window?: number | undefined;
  rerunCanceled?: true | undefined;
  detach?: true | undefined;
}

/** Imports a file: checks it, shows what it will do, asks, and waits. */
export async function runImport(cli: Cli, file: string, flags: ImportFlags): Promise<Result> {
  checkFlags(cli, file, flags);
  const source = await openSource(cli, file);
  const { host, settings, progress } = cli;
  progress.step(`Importing ${nameOf(file)} into ${settings.url}`);
  const leave = new Leave({
    interrupted: host.interrupted,
    goesOn: (job) => job.confirmed_at !== null,
    cancels: cli.flags.cancelOnInterrupt,
    detaches: flags.detach,
  });
  const { admin } = await cli.connect();
  try {
    const job = await leave.of(
      admin.batchJobs.importFile(source, optionsOf(cli, file, flags, leave)),
    );
    return resultOf(job);
  } catch (error) {
    if (flags.dryRun && error instanceof BatchJobCanceledError && error.declined) {
      return resultOfDryRun(error.job);
    }
    throw error;
  }
}

/** Whoever cannot be asked must have said yes. */
function checkFlags(cli: Cli, file: string, flags: ImportFlags): void {
  const { type, priceList, yes, dryRun, detach } = flags;
  if (priceList !== undefined && type !== undefined && type !== "price-list-import") {
    throw new UsageError("--price-list is for --type price-list-import, which it stands for.");
  }
  if (dryRun && detach) throw new UsageError("--dry-run ends by itself: leave --detach out.");
  if (yes || dryRun || (cli.isInteractive && file !== "-")) return;
  throw new UsageError(
    "Nobody can be asked here whether to import.",
    "Pass --yes to import, or --dry-run to see what it would do.",
  );
}

async function openSource({ host }: Cli, file: string): Promise<ImportFile> {
  if (file === "-") return Readable.toWeb(host.stdin) as ReadableStream<Uint8Array>;
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found.isDirectory()) throw new UsageError(`${file} is a folder.`);
  return { path: file };
}

function optionsOf(
  cli: Cli,
  file: string,
  flags: ImportFlags,
  leave: Leave,
): ImportOptions<string> {
  const { check, strict, fix, priceList, dryRun, key, window, rerunCanceled } = flags;
  const { progress } = cli;
  const checked = {
    check: check && (strict ? ("strict" as const) : true),
    fix,
    onCheck: (report: CheckReport) => {
      showReport(cli, file, report);
      checkLimits(report.predicted, flags);
    },
  };
  // A dry run is no import: a key that it used would be used up.
  const keyed = !dryRun && key !== undefined;
  const once = {
    idempotencyKey: key,
    window,
    rerun: rerunCanceled ? (["failed", "canceled"] as const) : undefined,
    takeOverAfter: flags.yes ? DEFAULT_TAKE_OVER_AFTER_MS : undefined,
  };
  return {
    type: typeOf(flags),
    context: priceList === undefined ? {} : { price_list_id: priceList },
    ...(check && checked),
    ...(keyed && once),
    timeout: cli.flags.timeout,
    signal: leave.signal,
    cancelOnAbort: true,
    confirm: async (job) => {
      const isWanted = await decide(cli, flags, job);
      if (isWanted) leave.confirms();
      return isWanted;
    },
    onUploadProgress: (sent) => progress.upload(sent),
    onUpdate: (job) => {
      progress.job(job);
      leave.see(job);
    },
    onPoll: (event) => progress.poll(event),
  };
}

function typeOf({ type, priceList }: ImportFlags): string {
  return type ?? (priceList === undefined ? "product-import" : "price-list-import");
}

/** @throws LimitExceeded */
async function decide(cli: Cli, flags: ImportFlags, job: BatchJob): Promise<boolean> {
  checkLimits(job.result?.operations, flags);
  if (flags.dryRun) return false;
  if (flags.yes) return true;
  cli.progress.pause();
  cli.output.note(jobSummary(job));
  return askConsent(cli.host, "Import it?");
}

/** What changes in silence is said before anything is sent. */
function showReport(cli: Cli, file: string, report: CheckReport): void {
  if (report.problems.length === 0) return;
  cli.progress.pause();
  cli.output.note(describeReport(nameOf(file), report, cli.output.noteStyle));
}

function nameOf(file: string): string {
  return file === "-" ? "stdin" : file;
}

function resultOf(job: RunResult): Result {
  const replayed = job.replayed ?? false;
  const before = replayed ? " (it was done before)" : "";
  return {
    text: `${job.id} ${jobSummary(job)}${before}`,
    json: { applied: true, replayed, summary: jobSummary(job), job },
  };
}

function resultOfDryRun(job: BatchJob): Result {
  return {
    text: `${job.id} ${jobSummary(job)}`,
    json: { applied: false, dryRun: true, summary: jobSummary(job), job },
  };
}

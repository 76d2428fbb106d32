import {
  type BatchJob,
  DEFAULT_TAKE_OVER_AFTER_MS,
  type ImportOptions,
  jobSummary,
} from "medusa-batch-jobs";
import type { CheckReport } from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { followOptions } from "../follow.js";
import type { Leave } from "../leave.js";
import { checkLimits } from "../limits.js";
import { askConsent } from "../terminal/ask.js";
import { checkedType, type ImportFlags, typeOf } from "./flags.js";
import { showProblems } from "./source.js";

/** What an import has seen on its way. */
export interface Seen {
  /** What the check found. */
  report?: CheckReport | undefined;
  /** What would be done, of the prepared job. */
  plan?: string | undefined;
}

/** An import under way. */
export interface Importing {
  cli: Cli;
  flags: ImportFlags;
  /** What the file is called. */
  name: string;
  leave: Leave;
  seen: Seen;
}

/** How the SDK is to import. */
export function optionsOf(importing: Importing): ImportOptions<string> {
  const { cli, flags, leave } = importing;
  return {
    type: typeOf(flags),
    context: flags.priceList === undefined ? {} : { price_list_id: flags.priceList },
    ...(checkedType(flags) && checkOf(importing)),
    // A dry run is no import: a key that it used would be used up.
    ...(flags.key !== undefined && !flags.dryRun && onceOf(flags, flags.key)),
    ...followOptions(cli, leave),
    cancelOnAbort: true,
    confirm: (job) => decide(importing, job),
    onUploadProgress: (sent) => cli.progress.upload(sent),
  };
}

function checkOf({ cli, flags, name, seen }: Importing) {
  return {
    check: flags.strict ? ("strict" as const) : true,
    medusa: flags.medusa,
    onCheck(report: CheckReport) {
      seen.report = report;
      if (!isAlone(cli, flags)) showProblems(cli, name, report);
      checkLimits(report.predicted, flags);
    },
  };
}

/** Who wants to hear nothing is told what changes in silence only before being asked. */
function isAlone(cli: Cli, { yes, dryRun }: ImportFlags): boolean {
  return Boolean(cli.flags.quiet && (yes || dryRun));
}

function onceOf({ window, rerunCanceled, yes }: ImportFlags, key: string) {
  return {
    idempotencyKey: key,
    window,
    rerun: rerunCanceled ? (["failed", "canceled"] as const) : undefined,
    // Nobody is asked, so that nobody takes long to answer.
    takeOverAfter: yes ? DEFAULT_TAKE_OVER_AFTER_MS : undefined,
  };
}

/** @throws LimitExceeded */
async function decide({ cli, flags, leave, seen }: Importing, job: BatchJob): Promise<boolean> {
  seen.plan = planOfJob(job);
  checkLimits(job.result?.operations, flags);
  if (flags.dryRun) return false;
  if (!flags.yes) {
    cli.progress.pause();
    const isWanted = await askConsent(cli.host, `${sentence(seen.plan)} Import it?`);
    if (!isWanted) return false;
  }
  leave.confirms();
  return true;
}

/** What a prepared job would do, without that it waits. */
function planOfJob(job: BatchJob): string {
  return jobSummary(job).replace(/^waits for confirmation(: )?/, "") || "work of an unknown size";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

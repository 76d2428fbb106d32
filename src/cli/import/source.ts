import { CsvCheckError } from "medusa-batch-jobs";
import { type CheckReport, checkImport, fixImport } from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { type InputFile, openInput } from "../input-file.js";
import { describeMended } from "../report/mended.js";
import { describeProblems, type View } from "../report/text.js";
import { isRefused, verdictOf } from "../report/verdict.js";
import { checkedType, type ImportFlags } from "./flags.js";

/**
 * Opens the file, mends it, and lets it pass by itself or not: who has a file that is refused is asked for no
 * password. The SDK judges it again, with what the shop has.
 *
 * @throws UsageError; CsvCheckError
 */
export async function openSource(cli: Cli, file: string, flags: ImportFlags): Promise<InputFile> {
  const input = await openInput(cli.host, file);
  const type = checkedType(flags);
  if (type === undefined) return input;
  const options = { type, medusa: flags.medusa, signal: cli.host.interrupted };
  const report = await checkImport(input.content, options);
  if (!flags.fix) return passed(cli, input, report, flags);
  const fixed = await fixImport(input.content, report, options);
  if (fixed.applied.length === 0) return passed(cli, input, report, flags);
  cli.progress.pause();
  cli.output.note(`${describeMended(fixed.applied, viewOf(cli, input.name))}\n`);
  const mended = { name: `${input.name} (mended)`, content: fixed.file };
  return passed(cli, mended, fixed.report, flags);
}

function passed(cli: Cli, input: InputFile, report: CheckReport, { strict }: ImportFlags) {
  if (isRefused(report, strict)) throw refused(cli, input.name, report);
  return input;
}

/** Shows why a file is refused, and makes the error of it. */
export function refused(cli: Cli, name: string, report: CheckReport): CsvCheckError {
  showProblems(cli, name, report);
  if (report.problems.some(({ rule }) => rule.startsWith("taken-"))) {
    cli.output.explain(`${cli.output.noteStyle("green", IMPORTED_BEFORE)}\n`);
  }
  const error = new CsvCheckError(report);
  // It tells three of the problems, which are all told above.
  const [verdict] = verdictOf(report, name);
  error.message = `${verdict} Nothing was sent.`;
  return error;
}

/** Shows what is wrong with a file, if anything is. */
export function showProblems(cli: Cli, name: string, report: CheckReport): void {
  if (report.problems.length === 0) return;
  cli.progress.pause();
  cli.output.explain(`${describeProblems(report, viewOf(cli, name))}\n`);
}

const IMPORTED_BEFORE =
  "Was it imported before? With --key content, the same file is imported once, however often the command runs.";

function viewOf({ host: { stderr }, output }: Cli, name: string): View {
  return { name, style: output.noteStyle, width: stderr.isTTY ? stderr.columns : undefined };
}

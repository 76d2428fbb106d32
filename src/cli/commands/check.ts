import { relative, resolve, sep } from "node:path";
import type { Medusa } from "medusa-batch-jobs";
import {
  type CheckReport,
  checkImport,
  fixImport,
  type MedusaVersion,
  type Problem,
  readShop,
  type Shop,
} from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { checkStdin, type InputFile, nameOfInput, openInput } from "../input-file.js";
import { checkTarget, writeWhole } from "../output-file.js";
import { describeForGitHub } from "../report/github.js";
import { describeMended } from "../report/mended.js";
import { describeReport, totalsOf } from "../report/text.js";
import { isRefused, verdictOf } from "../report/verdict.js";
import type { Result } from "../result.js";
import { write } from "../terminal/output.js";
import { UsageError } from "../usage-error.js";

/** The flags of `check`. */
export interface CheckFlags {
  type?: "product-import" | "price-list-import" | undefined;
  medusa?: MedusaVersion | undefined;
  offline?: true | undefined;
  strict?: true | undefined;
  format: "text" | "json" | "github";
  fix?: true | undefined;
  output?: string | undefined;
  force?: true | undefined;
}

/** What was found, and what it is called that it was found in. */
interface Found {
  name: string;
  report: CheckReport;
  /** What was mended before, and where. */
  mended?: { name: string; applied: readonly Problem[] } | undefined;
}

/** Says what Medusa will do with a file, and mends what can mean one thing only. */
export async function runCheck(cli: Cli, file: string, flags: CheckFlags): Promise<Result> {
  checkFlags(cli, file, flags);
  if (flags.output !== undefined) await checkTarget(flags.output, flags);
  cli.progress.step(`Checking ${nameOfInput(file)}`);
  const input = await openInput(cli.host, file);
  const known = {
    type: flags.type,
    medusa: flags.medusa,
    signal: cli.host.interrupted,
    shop: flags.offline ? undefined : await askShop(cli, input, flags),
  };
  const report = await checkImport(input.content, known);
  if (flags.output === undefined) return show(cli, flags, { name: input.name, report });
  const fixed = await fixImport(input.content, report, known);
  await writeOutput(cli, flags.output, fixed.file);
  const name = flags.output === "-" ? `${input.name} (mended)` : flags.output;
  const mended = { name: input.name, applied: fixed.applied };
  return show(cli, flags, { name, report: fixed.report, mended });
}

function checkFlags(cli: Cli, file: string, flags: CheckFlags): void {
  const { fix, output, force, format } = flags;
  const { json } = cli.flags;
  checkStdin(file, cli.flags);
  if (fix && output === undefined) {
    throw new UsageError(
      "--fix writes the mended file: where to?",
      "Pass -o FILE, or -o - for stdout.",
    );
  }
  if (!fix && output !== undefined) {
    throw new UsageError("-o is for the mended file.", "Pass --fix, too.");
  }
  if (force && output === undefined) throw new UsageError("--force is for -o.");
  if (json && format === "github") {
    throw new UsageError("--json and --format github are two formats: leave one out.");
  }
  if (json && output === "-") {
    throw new UsageError("--json and -o - cannot both have stdout.", "Pass -o FILE.");
  }
}

/** What the shop has, as far as the file is about it. */
async function askShop(cli: Cli, { content }: InputFile, { type }: CheckFlags): Promise<Shop> {
  const medusa = await connect(cli);
  cli.progress.step(`Asking ${cli.settings.url} what it has`);
  return readShop(medusa, { file: content, type, signal: cli.host.interrupted });
}

async function connect(cli: Cli): Promise<Medusa> {
  try {
    return await cli.connect();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const alone = "To check the file by itself, pass --offline.";
    throw new UsageError(
      error.message,
      error.hint === undefined ? alone : `${error.hint}\n${alone}`,
    );
  }
}

async function writeOutput({ host }: Cli, output: string, file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (output === "-") await write(host.stdout, bytes);
  else await writeWhole(output, bytes);
}

function show(cli: Cli, flags: CheckFlags, found: Found): Result {
  const { report, mended } = found;
  const exit = isRefused(report, flags.strict) ? "refused" : "done";
  const json = mended === undefined ? report : { ...report, applied: mended.applied };
  const isOnStdout = flags.output !== "-";
  const text =
    flags.format === "json" ? JSON.stringify(json) : describe(cli, flags, found, isOnStdout);
  if (isOnStdout) return { text, json, exit };
  cli.progress.pause();
  cli.output.note(text);
  return { text: "", json: undefined, exit };
}

function describe(
  { host, output }: Cli,
  { format, offline }: CheckFlags,
  { name, report, mended }: Found,
  isOnStdout: boolean,
): string {
  if (format === "github") {
    const [verdict] = verdictOf(report, name);
    const annotations = describeForGitHub(report, pathInRepository(host, name));
    return [annotations, `${verdict} ${totalsOf(report)}`].filter(Boolean).join("\n");
  }
  const stream = isOnStdout ? host.stdout : host.stderr;
  const view = {
    name,
    style: isOnStdout ? output.style : output.noteStyle,
    width: stream.isTTY ? stream.columns : undefined,
  };
  return [
    ...(mended === undefined
      ? []
      : [describeMended(mended.applied, { ...view, name: mended.name })]),
    describeReport(report, view),
    ...(offline
      ? [view.style("dim", "The shop was not asked: its SKUs, regions and prices are unknown.")]
      : []),
  ].join("\n\n");
}

/** GitHub looks for a file from the top of the repository, wherever the step runs. */
function pathInRepository({ env }: Cli["host"], name: string): string {
  const root = env.GITHUB_WORKSPACE;
  const path = root ? relative(root, resolve(name)) : name;
  return (path.startsWith("..") ? name : path).replaceAll(sep, "/");
}

import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ExportedFile } from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import { followOptions } from "../follow.js";
import { leaveFor } from "../leave.js";
import { checkTarget } from "../output-file.js";
import type { Result } from "../result.js";
import { ReaderLeft, write } from "../terminal/output.js";

/** Where a file goes. */
export interface TargetFlags {
  /** `-` is stdout. */
  output?: string | undefined;
  force?: true | undefined;
}

/** Saves the file of an export, when it is completed. */
export async function runDownload(cli: Cli, id: string, target: TargetFlags): Promise<Result> {
  const { flags, progress } = cli;
  await checkTarget(placeOf(target), { force: target.force, folder: true });
  progress.step(`Getting the file of ${id}`);
  const leave = leaveFor(cli, { goesOn: () => true, fetches: true });
  const { batchJobs } = (await cli.connect()).admin;
  const { signal } = leave;
  const work = async () => {
    const job = await batchJobs.wait(id, {
      ...followOptions(cli, leave),
      cancelOnAbort: flags.cancelOnInterrupt,
    });
    return deliver(cli, await batchJobs.fileOf(job, { signal }), target, signal);
  };
  return leave.of(work());
}

/** Where a file goes that was asked for nowhere: here, as the server names it. */
export function placeOf({ output = "." }: TargetFlags): string {
  return output;
}

/** Saves a file, or streams it to stdout. Whatever goes wrong, it is on the server still. */
export async function deliver(
  cli: Cli,
  file: ExportedFile,
  target: TargetFlags,
  signal: AbortSignal,
): Promise<Result> {
  try {
    const place = placeOf(target);
    return place === "-" ? await toStdout(cli, file) : await save(cli, file, target, signal);
  } catch (error) {
    if (!signal.aborted && !(error instanceof ReaderLeft)) tellOfFile(cli, file);
    throw error;
  }
}

function tellOfFile({ host, flags, output, progress }: Cli, { job }: ExportedFile): void {
  progress.pause();
  output.note(
    `The export is completed. To get its file: ${commandOf(host, flags)} download ${job.id}`,
  );
}

async function toStdout({ host, progress }: Cli, file: ExportedFile): Promise<Result> {
  let loaded = 0;
  for await (const chunk of file.stream()) {
    await write(host.stdout, chunk);
    loaded += chunk.length;
    progress.download({ loaded, total: file.size });
  }
  return { text: "", json: undefined };
}

async function save(
  { progress }: Cli,
  file: ExportedFile,
  target: TargetFlags,
  signal: AbortSignal,
): Promise<Result> {
  const place = placeOf(target);
  const there = await stat(place).catch(() => undefined);
  // What the server calls it is known only now; and another may have come while the job ran.
  const path = there?.isDirectory() ? join(place, file.name) : place;
  await checkTarget(path, { force: target.force, folder: true });
  progress.step(`Saving ${path}`);
  const isSpecial = there !== undefined && !there.isDirectory() && !there.isFile();
  const saved = isSpecial ? await pour(file, place) : await file.save(place, { signal });
  return { text: saved, json: { path: saved, job: file.job } };
}

/** A pipe, or a device such as /dev/null, is no place that another file could take. */
async function pour(file: ExportedFile, place: string): Promise<string> {
  await pipeline(file.stream(), createWriteStream(place));
  return place;
}

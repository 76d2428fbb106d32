import type { Cli } from "./cli.js";
import type { Exit } from "./exit-codes.js";
import { toFailure } from "./failure.js";
import type { Host } from "./host.js";
import { openCli } from "./open-cli.js";
import type { Result } from "./result.js";
import type { GlobalFlags } from "./settings/flags.js";
import { Output, ReaderLeft } from "./terminal/output.js";

/** What a command does. */
export type Action = (cli: Cli) => Promise<Result>;

/** Does what a command does, and tells what came of it. */
export async function perform(host: Host, flags: GlobalFlags, action: Action): Promise<Exit> {
  const output = new Output(host, flags);
  let cli: Cli | undefined;
  try {
    cli = await openCli(host, flags, output);
    try {
      const result = await action(cli);
      cli.progress.end();
      await print(output, flags, result);
      return result.exit ?? "done";
    } finally {
      cli.progress.end();
      await cli.close();
    }
  } catch (error) {
    if (error instanceof ReaderLeft) return "done";
    const failure = toFailure(error, cli ?? { host, flags });
    output.fail(failure);
    return failure.exit;
  }
}

/** What a command has said already is not said again. */
function toJson(json: object | undefined): string {
  return json === undefined ? "" : JSON.stringify(json);
}

/** What was done is done, also if nobody wants to read of it, or if it cannot be written. */
async function print(output: Output, flags: GlobalFlags, result: Result): Promise<void> {
  const text = flags.json ? toJson(result.json) : result.text;
  if (text === "") return;
  await output.result(text).catch((error: unknown) => {
    if (error instanceof ReaderLeft) return;
    if (!result.applied) throw error;
    const warning = output.noteStyle("yellow", "warning:");
    output.explain(`${warning} stdout cannot be written: ${Object(error).message}\n${result.text}`);
  });
}

import type { Medusa } from "medusa-batch-jobs";
import { connect } from "./connect.js";
import type { Host } from "./host.js";
import { openProgress, type Progress } from "./progress/progress.js";
import type { GlobalFlags } from "./settings/flags.js";
import { readSettings, type Settings } from "./settings/settings.js";
import type { Output } from "./terminal/output.js";

/** What a command works with. */
export interface Cli {
  host: Host;
  flags: GlobalFlags;
  settings: Settings;
  output: Output;
  progress: Progress;
  /** Whether a person can be asked. */
  isInteractive: boolean;
  /** A client that is logged in. */
  connect(): Promise<Medusa>;
}

/** Reads the settings, and makes ready what a command works with. */
export async function openCli(host: Host, flags: GlobalFlags, output: Output): Promise<Cli> {
  const settings = await readSettings(host, flags);
  const cli: Cli = {
    host,
    flags,
    settings,
    output,
    progress: await openProgress(host, flags),
    isInteractive: flags.input && Boolean(host.stdin.isTTY && host.stderr.isTTY),
    connect: () => connect(cli),
  };
  return cli;
}

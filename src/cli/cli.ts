import type { Medusa } from "medusa-batch-jobs";
import { type Connection, connect } from "./connect.js";
import type { Host } from "./host.js";
import { openProgress, type Progress } from "./progress/progress.js";
import type { GlobalFlags } from "./settings/flags.js";
import { readSettings, type Settings } from "./settings/settings.js";
import type { Output } from "./terminal/output.js";
import type { Wire } from "./wire/wire.js";

/** What a command works with. */
export interface Cli {
  host: Host;
  flags: GlobalFlags;
  settings: Settings;
  output: Output;
  progress: Progress;
  /** What `--debug` shows. */
  wire?: Wire | undefined;
  /** Whether a person can be asked. */
  isInteractive: boolean;
  /** A client that is logged in: once, however often it is asked for. */
  connect(): Promise<Medusa>;
  /** That client, and how it logged in. */
  connection(): Promise<Connection>;
  /** Logs out where that leaves something, and listens to nothing any more. */
  close(): Promise<void>;
}

/** Reads the settings, and makes ready what a command works with. */
export async function openCli(host: Host, flags: GlobalFlags, output: Output): Promise<Cli> {
  const settings = await readSettings(host, flags);
  let connection: Promise<Connection> | undefined;
  const cli: Cli = {
    host,
    flags,
    settings,
    output,
    progress: await openProgress(host, flags),
    wire: flags.debug
      ? (await import("./wire/wire.js")).openWire(host, settings, flags)
      : undefined,
    isInteractive: flags.input && Boolean(host.stdin.isTTY && host.stderr.isTTY),
    connect: async () => (await cli.connection()).medusa,
    connection() {
      connection ??= connect(cli);
      return connection;
    },
    async close() {
      const open = await connection?.catch(() => undefined);
      await open?.close();
      cli.wire?.close();
    },
  };
  return cli;
}

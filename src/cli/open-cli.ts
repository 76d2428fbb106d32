import type { Cli, Connection } from "./cli.js";
import { connect } from "./connect.js";
import type { Host } from "./host.js";
import { openProgress } from "./progress/open-progress.js";
import type { GlobalFlags } from "./settings/flags.js";
import { readSettings } from "./settings/settings.js";
import type { Output } from "./terminal/output.js";

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

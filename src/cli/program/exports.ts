import type { Command } from "@commander-js/extra-typings";
import { parseSince } from "../settings/since.js";
import type { Run } from "./run.js";
import { collectFilter, parseId } from "./values.js";

/** What gets data out of the shop. */
export function addExports(program: Command, run: Run): void {
  program.commandsGroup("Export:");
  program
    .command("export")
    .description("export to a file, and print its path")
    .argument("<type>", "products, orders, or a type of the shop's own")
    .option(
      "-o, --output <file>",
      "file or folder; - for stdout. Default: here, as the server names it",
    )
    .option("--force", "replace a file that exists")
    .option("--since <when>", "what was created since: 24h, 7d, 2026-11-01", (text) =>
      parseSince(text),
    )
    .option(
      "--filter <name=value>",
      "a filter, as of the lists of products and orders",
      collectFilter,
    )
    .option("--context <json>", "the job's context: JSON, @file, or @- for stdin")
    .action((type, flags) =>
      run(async (cli) => {
        const { runExport } = await import("../commands/export.js");
        return runExport(cli, type, flags);
      }),
    );
  program
    .command("download")
    .description("save the file of an export, when it is completed, and print its path")
    .argument("<id>", "the job", parseId)
    .option(
      "-o, --output <file>",
      "file or folder; - for stdout. Default: here, as the server names it",
    )
    .option("--force", "replace a file that exists")
    .action((id, flags) =>
      run(async (cli) => {
        const { runDownload } = await import("../commands/download.js");
        return runDownload(cli, id, flags);
      }),
    );
}

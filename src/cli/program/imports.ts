import type { Command } from "@commander-js/extra-typings";
import { Option } from "@commander-js/extra-typings";
import type { Run } from "./run.js";
import { collect, parseCount, parseVersion, parseWindow } from "./values.js";

const TYPE = "product-import, price-list-import, or a type of the shop's own";

const VERSION = "the shop's Medusa (1.20): older ones differ";

/** What brings data into the shop. */
export function addImports(program: Command, run: Run): void {
  program.commandsGroup("Import:");
  program
    .command("import")
    .description(
      "import a CSV file: check it, show what it will do, ask, and wait until it is done",
    )
    .argument("<file>", "the CSV; - for stdin")
    .option("--type <type>", TYPE)
    .option("--price-list <id>", "import the prices of this price list")
    .option("-y, --yes", "do not ask")
    .option("--dry-run", "show what it would do, and write nothing")
    .option("--max-creates <n>", "stop if it would create more products and variants", parseCount)
    .option("--max-updates <n>", "stop if it would update more products and variants", parseCount)
    .option("--medusa <version>", VERSION, parseVersion)
    .option("--no-check", "do not check the file before it is sent")
    .option("--strict", "also refuse what Medusa would change in silence")
    .option("--fix", "mend what can mean one thing only")
    .option(
      "--key <key>",
      'import once for this key, however often it runs; "content": once for the same file',
    )
    .option("--window <duration>", "how long a key is remembered (24h)", parseWindow)
    .option("--rerun-canceled", "with --key: import again what was canceled")
    .option("--detach", "do not wait for the end: exit 8 when Medusa works on it")
    .action((file, flags) =>
      run(async (cli) => {
        const { runImport } = await import("../commands/import.js");
        return runImport(cli, file, flags);
      }),
    );
  program
    .command("check")
    .description("say what Medusa will do with a CSV file, line by line, and send nothing")
    .argument("<file>", "the CSV; - for stdin")
    .addOption(
      new Option("--type <type>", "what it is").choices([
        "product-import",
        "price-list-import",
      ] as const),
    )
    .option("--medusa <version>", VERSION, parseVersion)
    .option("--offline", "do not ask the shop what it has: SKUs, regions, sales channels")
    .option("--strict", "exit 3 also for what Medusa would change in silence")
    .addOption(
      new Option("--format <format>", "of the report")
        .choices(["text", "json", "github"] as const)
        .default("text" as const),
    )
    .option("--fix", "mend what can mean one thing only; needs -o")
    .option("-o, --output <file>", "where the mended file goes; - for stdout")
    .option("--force", "replace a file that exists")
    .action((file, flags) =>
      run(async (cli) => {
        const { runCheck } = await import("../commands/check.js");
        return runCheck(cli, file, flags);
      }),
    );
  program
    .command("template")
    .description("print a CSV file to begin with")
    .argument("<type>", "products (product-import) or prices (price-list-import)")
    .option("--option <name>", "an option of the products: Size; once for each", collect)
    .option("--currency <code>", "a currency with a price: EUR; once for each", collect)
    .option("-o, --output <file>", "where it goes; - for stdout, the default")
    .option("--force", "replace a file that exists")
    .action((type, flags) =>
      run(async (cli) => {
        const { runTemplate } = await import("../commands/template.js");
        return runTemplate(cli, type, flags);
      }),
    );
}

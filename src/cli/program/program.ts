import { Command, Option } from "@commander-js/extra-typings";
import { version } from "../../../package.json";
import { addHelpTexts } from "../help/help.js";
import type { Host } from "../host.js";
import type { Action } from "../perform.js";
import { parseDuration } from "../settings/duration.js";
import { type GlobalFlags, PROGRESS_MODES } from "../settings/flags.js";
import { addExports } from "./exports.js";
import { addImports } from "./imports.js";
import { addJobs } from "./jobs.js";
import type { Run } from "./run.js";
import { addShop } from "./shop.js";
import { collectHeader, parseCount } from "./values.js";

/** The whole command line: its commands, flags and help. What a command does is loaded when it is called. */
export function createProgram(
  host: Host,
  perform: (flags: GlobalFlags, action: Action) => Promise<void>,
): Command {
  const program = createRoot(host);
  const run: Run = (action) => perform(program.opts(), action);
  const root: Command = program;
  addImports(root, run);
  addExports(root, run);
  addJobs(root, run);
  addShop(root, run);
  addHelpTexts(root);
  return root;
}

function createRoot({ name, print, stdout }: Host) {
  return new Command(name)
    .description("Imports and exports of a Medusa v1 shop: products, prices and orders.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print help")
    .optionsGroup("Backend:")
    .option("--url <url>", "the backend (MEDUSA_BACKEND_URL, http://localhost:9000)")
    .option("--email <address>", "who logs in (MEDUSA_EMAIL)")
    .option("--password-file <file>", "holds the password (MEDUSA_PASSWORD)")
    .option("--token-file <file>", "holds an API token (MEDUSA_API_TOKEN)")
    .option("--env-file <file>", "holds variables that are not set otherwise")
    .option("--header <name: value>", "a header of every request", collectHeader)
    .option("--retries <n>", "how often to send again what may be sent again (2)", parseCount)
    .option(
      "--timeout <duration>",
      "how long to wait for a job, and at most for an answer (30m)",
      parseDuration,
    )
    .option("--cancel-on-interrupt", "Ctrl-C cancels the job, too")
    .optionsGroup("Output:")
    .option("--json", "one JSON object on stdout; errors as one on stderr")
    .addOption(
      new Option("--progress <mode>", "on stderr").choices(PROGRESS_MODES).default("auto" as const),
    )
    .option("-q, --quiet", "nothing on stderr but errors")
    .option("--debug", "show requests and answers, without secrets")
    .option("--no-color", "no colours (NO_COLOR)")
    .option("--no-input", "never ask")
    .exitOverride()
    .configureOutput({
      writeOut: print,
      // What is written here is the help of a call without a command. Errors are told by main.
      writeErr: print,
      outputError: () => {},
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stdout.columns ?? 80,
    });
}

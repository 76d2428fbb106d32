import { type Command, Option } from "@commander-js/extra-typings";
import { parseSince } from "../settings/since.js";
import type { Run } from "./run.js";
import { collect, parseId, parsePositive, parseWindow } from "./values.js";

const STATES = [
  "active",
  "created",
  "pre_processed",
  "confirmed",
  "processing",
  "completed",
  "canceled",
  "failed",
] as const;

/** What shows jobs, and what changes them. */
export function addJobs(program: Command, run: Run): void {
  program.commandsGroup("Jobs:");
  program
    .command("list")
    .description("list jobs, the newest first")
    .addOption(statusOption())
    .option("--type <type>", "of this type; once for each", collect)
    .option("--since <when>", "created since: 24h, 7d, 2026-11-01", (text) => parseSince(text))
    .option("--limit <n>", "at most so many", parsePositive, 20)
    .action((flags) =>
      run(async (cli) => {
        const { runList } = await import("../commands/list.js");
        return runList(cli, flags);
      }),
    );
  program
    .command("get")
    .description("show a job")
    .argument("<id>", "the job", parseId)
    .action((id) =>
      run(async (cli) => {
        const { runGet } = await import("../commands/get.js");
        return runGet(cli, id);
      }),
    );
  program
    .command("errors")
    .description("show why a job failed, and what to do")
    .argument("<id>", "the job", parseId)
    .action((id) =>
      run(async (cli) => {
        const { runErrors } = await import("../commands/errors.js");
        return runErrors(cli, id);
      }),
    );
  program
    .command("watch")
    .description(
      "print each change of jobs on a line, until they have ended; without ids, of all jobs, until Ctrl-C",
    )
    .argument("[ids...]", "the jobs; - reads them from stdin")
    .addOption(statusOption())
    .option("--type <type>", "without ids: of this type; once for each", collect)
    .option("--since <when>", "without ids: created since: 24h, 7d, 2026-11-01", (text) =>
      parseSince(text),
    )
    .addOption(untilOption())
    .action((ids, flags) =>
      run(async (cli) => {
        const { runWatch } = await import("../commands/watch.js");
        return runWatch(cli, ids, flags);
      }),
    );
  program
    .command("wait")
    .description("wait until jobs have ended")
    .argument("<ids...>", "the jobs; - reads them from stdin")
    .addOption(untilOption())
    .action((ids, flags) =>
      run(async (cli) => {
        const { runWait } = await import("../commands/wait.js");
        return runWait(cli, ids, flags);
      }),
    );
  program
    .command("confirm")
    .description("confirm a job that waits for it, and wait until it is done")
    .argument("<id>", "the job", parseId)
    .option("--detach", "do not wait for the end: exit 8")
    .action((id, flags) =>
      run(async (cli) => {
        const { runConfirm } = await import("../commands/confirm.js");
        return runConfirm(cli, id, flags);
      }),
    );
  program
    .command("cancel")
    .description("cancel a job, and say whether it was applied all the same")
    .argument("<id>", "the job", parseId)
    .action((id) =>
      run(async (cli) => {
        const { runCancel } = await import("../commands/cancel.js");
        return runCancel(cli, id);
      }),
    );
  program
    .command("run")
    .description("run a job of any type, and wait until it is done")
    .argument("<type>", "the type, such as one of the shop's own")
    .option("--context <json>", "the job's context: JSON, @file, or @- for stdin")
    .option("--key <key>", "run once for this key, however often it is called")
    .option("--window <duration>", "how long a key is remembered (24h)", parseWindow)
    .option("--detach", "do not wait for the end: exit 8 when the job is created")
    .action((type, flags) =>
      run(async (cli) => {
        const { runJob } = await import("../commands/run.js");
        return runJob(cli, type, flags);
      }),
    );
}

function statusOption() {
  return new Option("--status <status...>", "in this state").choices(STATES);
}

function untilOption() {
  return new Option("--until <state>", "what to wait for")
    .choices(["settled", "pre_processed", "finished"] as const)
    .default("settled" as const);
}

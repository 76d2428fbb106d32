#!/usr/bin/env node
import { basename } from "node:path";
import { EXIT_CODES } from "./exit-codes.js";
import type { Host } from "./host.js";
import { Interruption, SIGNALS } from "./interruption.js";
import { isPipeClosed } from "./terminal/pipe-closed.js";

/** util.styleText and util.parseEnv. */
const OLDEST_NODE = "20.12";

const { stdin, stdout, stderr } = process;
const interrupting = new AbortController();
let unwritten: Error | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (interrupting.signal.aborted) process.exit(EXIT_CODES[SIGNALS[signal]].code);
    interrupting.abort(new Interruption(signal));
  });
}
// Who waits for what it writes is told in the place of writing; of stderr, nobody is left to tell.
for (const stream of [stdout, stderr]) stream.on("error", () => {});
process.on("uncaughtException", (error: unknown) => {
  const words = error instanceof Error ? error.stack : String(error);
  stderr.write(
    `error: This is a mistake in medusa-batch-jobs itself: please report it.\n${words}\n`,
  );
  process.exit(EXIT_CODES.failed.code);
});

const code = isNewEnough(process.versions.node) ? await run() : refuse();
await Promise.all([stdout, stderr].map(written));
// What a job that goes on without us keeps open must not keep us.
process.exit(code);

async function run(): Promise<number> {
  const host: Host = {
    argv: process.argv.slice(2),
    env: process.env,
    name: calledAs(),
    stdin,
    stdout,
    stderr,
    print,
    interrupted: interrupting.signal,
  };
  // What an older Node lacks would end it before a word could be said.
  const { main } = await import("./main.js");
  const code = await main(host);
  await written(stdout);
  if (code !== EXIT_CODES.done.code || unwritten === undefined) return code;
  stderr.write(`error: stdout cannot be written: ${unwritten.message}\n`);
  return EXIT_CODES.failed.code;
}

function print(text: string): void {
  stdout.write(text, (error) => {
    if (error && !isPipeClosed(error)) unwritten = error;
  });
}

function isNewEnough(version: string): boolean {
  return version.localeCompare(OLDEST_NODE, undefined, { numeric: true }) >= 0;
}

function refuse(): number {
  stderr.write(`error: This needs Node ${OLDEST_NODE} or newer, and runs on ${process.version}.\n`);
  return EXIT_CODES.failed.code;
}

/** npx tells its name to whom it runs. */
function calledAs(): string {
  if (process.env.npm_command === "exec") return "npx medusa-batch-jobs";
  return basename(process.argv[1] ?? "mbj").replace(/\.\w+$/, "") === "medusa-batch-jobs"
    ? "medusa-batch-jobs"
    : "mbj";
}

/** When all that was written is with the system, or never will be: what is still here would be lost. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

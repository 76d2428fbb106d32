#!/usr/bin/env node
import { basename } from "node:path";
import { EXIT_CODES } from "./exit-codes.js";
import type { Host } from "./host.js";
import { Interruption, SIGNALS } from "./interruption.js";
import { main } from "./main.js";

const interrupting = new AbortController();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const interruption = new Interruption(signal);
    if (interrupting.signal.aborted) process.exit(EXIT_CODES[SIGNALS[signal]].code);
    interrupting.abort(interruption);
  });
}

const host: Host = {
  argv: process.argv.slice(2),
  env: process.env,
  name: calledAs(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interrupting.signal,
};

// What a job that goes on without us keeps open must not keep us.
process.exit(await main(host));

/** npx tells its name to whom it runs. */
function calledAs(): string {
  if (process.env.npm_command === "exec") return "npx medusa-batch-jobs";
  return basename(process.argv[1] ?? "mbj").replace(/\.\w+$/, "") === "medusa-batch-jobs"
    ? "medusa-batch-jobs"
    : "mbj";
}

import { CommanderError } from "@commander-js/extra-typings";
import { EXIT_CODES, type Exit } from "./exit-codes.js";
import type { Host } from "./host.js";
import { createProgram } from "./program/program.js";

/** Runs a command, and says what the process is to exit with. */
export async function main(host: Host): Promise<number> {
  let exit: Exit = "done";
  const program = createProgram(host, async (flags, action) => {
    const { perform } = await import("./perform.js");
    exit = await perform(host, flags, action);
  });
  try {
    await program.parseAsync(host.argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exit = error.exitCode === 0 ? "done" : "usage";
  }
  return EXIT_CODES[exit].code;
}

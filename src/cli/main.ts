import { type Command, CommanderError } from "@commander-js/extra-typings";
import { EXIT_CODES, type Exit } from "./exit-codes.js";
import type { Host } from "./host.js";
import { createProgram } from "./program/program.js";
import { Output } from "./terminal/output.js";
import { toUsageFailure } from "./usage-failure.js";

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
    exit = tell(host, program, error);
  }
  return EXIT_CODES[exit].code;
}

/** Help and version were asked for, or nothing was: then help is what helps. All else is wrong usage. */
function tell(host: Host, program: Command, error: CommanderError): Exit {
  if (error.exitCode === 0 || error.code === "commander.help") return "done";
  const failure = toUsageFailure(error, calledOf(host, program));
  outputOf(host).fail(failure);
  return failure.exit;
}

/** The command that was called, as far as that can be told of arguments that are wrong. */
function calledOf({ argv }: Host, program: Command): string {
  const called = program.commands.find((command) => argv.includes(command.name()))?.name();
  return called === undefined || called === "help" ? program.name() : `${program.name()} ${called}`;
}

/** The flags are not parsed where there is a mistake in them, and still say how to tell it. */
function outputOf(host: Host): Output {
  const flags = host.argv.slice(0, [...host.argv, "--"].indexOf("--"));
  return new Output(host, {
    json: flags.includes("--json") || undefined,
    color: !flags.includes("--no-color"),
  });
}

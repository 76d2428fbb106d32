import type { Command, CommandUnknownOpts, Option } from "@commander-js/extra-typings";

/** What a command line can hold, as far as a shell can complete it. */
export interface Declared {
  /** How the command may be called. */
  names: readonly string[];
  commands: readonly DeclaredCommand[];
  /** Those that every command takes. */
  flags: readonly DeclaredFlag[];
}

/** A command. */
export interface DeclaredCommand {
  name: string;
  description: string;
  flags: readonly DeclaredFlag[];
  /** What its arguments are. */
  argument: Completed;
}

/** A flag, in all its spellings. */
export interface DeclaredFlag {
  names: readonly string[];
  description: string;
  /** What follows it; `undefined` where nothing does. */
  value: Completed | undefined;
}

/** Some words, a file, or what no shell can know. */
export type Completed = readonly string[] | "file" | "unknown";

/** Takes the declarations of the command line, as its help does. */
export function declaredBy(root: Command): Declared {
  return {
    names: ["mbj", "medusa-batch-jobs"],
    commands: root.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      flags: flagsOf(command),
      argument: argumentOf(command),
    })),
    flags: flagsOf(root),
  };
}

function flagsOf(command: CommandUnknownOpts): DeclaredFlag[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      description: option.description,
      value: valueAfter(option),
    }));
}

function valueAfter(option: Option): Completed | undefined {
  if (!option.required && !option.optional) return undefined;
  return option.argChoices ?? (option.flags.includes("<file>") ? "file" : "unknown");
}

/** What is usual where anything may stand: a shop has types of its own. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  export: ["products", "orders"],
  template: ["products", "prices"],
};

/** The first argument tells, since all commands have one kind of them. */
function argumentOf(command: CommandUnknownOpts): Completed {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return [];
  if (argument.name() === "file") return "file";
  return argument.argChoices ?? USUAL[command.name()] ?? "unknown";
}

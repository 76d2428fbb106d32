import type { Command } from "@commander-js/extra-typings";
import { EXIT_CODES } from "../../../src/cli/exit-codes.js";
import type { Host } from "../../../src/cli/host.js";
import { createProgram } from "../../../src/cli/program/program.js";
import { withSections } from "../../support/generated-sections.js";

/** A page of the guides, with what is generated in it. Between two comments that name a section stands that. */
export interface Guide {
  page: URL;
  sections: Record<string, string>;
}

/** The pages about the command line, as the commands and the exit codes say they should be. */
export function guides(): Guide[] {
  const page = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);
  return [
    { page: page("cli.md"), sections: { commands: commandTable(), "exit codes": exitCodeTable() } },
    { page: page("cli-help.md"), sections: { help: helpOfAll() } },
  ];
}

/** A page as it should be. */
export function writeSections({ page, sections }: Guide): string {
  return withSections(page, sections);
}

function commandTable(): string {
  const rows = commandsOf(openProgram()).map((command) => {
    const call = `${command.name()} ${argumentsOf(command)}`.trim();
    return `| [\`${call}\`](./cli-help.md#mbj-${command.name()}) | ${command.description()} |`;
  });
  return ["| command | |", "|---|---|", ...rows].join("\n");
}

function argumentsOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
      return argument.required ? `<${name}>` : `[${name}]`;
    })
    .join(" ");
}

function exitCodeTable(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, means }) => `| ${code} | ${means} |`);
  return ["| exit | |", "|---|---|", ...rows].join("\n");
}

/** The help of the command, and then that of each of its commands, without what stands in the first. */
function helpOfAll(): string {
  const names = commandsOf(openProgram()).map((command) => command.name());
  return [
    `## mbj\n\n${block(helpOf())}`,
    ...names.map((name) => `## mbj ${name}\n\n${block(helpOf(name))}`),
  ].join("\n\n");
}

/** What `--help` prints where it is 80 columns wide. */
function helpOf(name?: string): string {
  let text = "";
  const program = openProgram();
  const command = name === undefined ? program : commandNamed(program, name);
  command
    .configureHelp({ ...command.configureHelp(), showGlobalOptions: false })
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return text.trimEnd();
}

function commandNamed(program: Command, name: string): Command {
  const command = commandsOf(program).find((one) => one.name() === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return command;
}

function commandsOf(program: Command): Command[] {
  return [...program.commands] as Command[];
}

/** The command line, of which nothing is run. */
function openProgram(): Command {
  const host: Host = {
    argv: [],
    env: {},
    name: "mbj",
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    print() {},
    interrupted: new AbortController().signal,
  };
  return createProgram(host, async () => {});
}

function block(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

import type { Completed, Declared, DeclaredCommand, DeclaredFlag } from "./declared.js";

/** For fish 3 and newer. */
export function fish({ names, commands, flags }: Declared): string {
  const lines = names.flatMap((name) => [
    `complete -c ${name} -f`,
    ...commands.map(
      (command) =>
        `complete -c ${name} -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.description)}`,
    ),
    ...flags.map((flag) => `complete -c ${name} ${flagOf(flag)}`),
    ...commands.flatMap((command) => commandLines(name, command)),
  ]);
  const [name] = names;
  return `# Completes ${names.join(" and ")} in fish. Once: ${name} completion fish > ~/.config/fish/completions/${name}.fish
${lines.join("\n")}
`;
}

function commandLines(name: string, { name: command, flags, argument }: DeclaredCommand) {
  const here = `complete -c ${name} -n '__fish_seen_subcommand_from ${command}'`;
  const shown = argumentOf(argument);
  return [
    ...flags.map((flag) => `${here} ${flagOf(flag)}`),
    ...(shown === undefined ? [] : [`${here} ${shown}`]),
  ];
}

function flagOf({ names, description, value }: DeclaredFlag): string {
  const spelled = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  return [...spelled, ...valueAfter(value), `-d ${quoted(description)}`].join(" ");
}

function valueAfter(value: Completed | undefined): string[] {
  if (value === undefined) return [];
  if (value === "file") return ["-r -F"];
  return value === "unknown" ? ["-x"] : [`-x -a ${quoted(value.join(" "))}`];
}

function argumentOf(argument: Completed): string | undefined {
  if (argument === "file") return "-F";
  return argument === "unknown" || argument.length === 0
    ? undefined
    : `-a ${quoted(argument.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

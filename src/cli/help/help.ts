import type { Command } from "@commander-js/extra-typings";
import { examplesOf } from "./examples.js";
import { TOPICS } from "./topics.js";

const FLAGS = "flags";

/** Prints the help of a command, a topic, or the whole. */
export function showHelp(root: Command, topic: string | undefined): void {
  const text = topic === undefined ? undefined : textOf(root, topic);
  const command = root.commands.find((one) => one.name() === topic);
  if (text !== undefined) root.configureOutput().writeOut?.(`${text}\n`);
  else if (topic === undefined) root.outputHelp();
  else if (command !== undefined) command.outputHelp();
  else root.error(`error: there is no command and no topic '${topic}'`, { exitCode: 2 });
}

/** Adds to the help of the whole, and of each command, what is not made of declarations. */
export function addHelpTexts(root: Command): void {
  const name = root.name();
  root.addHelpText("after", `\n${listOfTopics(name)}`);
  for (const command of root.commands) {
    const more = `Flags that every command takes, such as --url and --json: ${name} help ${FLAGS}`;
    const parts = [examplesOf(command.name(), name), more].filter(Boolean);
    command.addHelpText("after", `\n${parts.join("\n\n")}`);
  }
}

function textOf(root: Command, topic: string): string | undefined {
  if (topic === FLAGS) return flagsOf(root);
  return Object.hasOwn(TOPICS, topic) ? TOPICS[topic]?.text(root.name()) : undefined;
}

function listOfTopics(name: string): string {
  const topics = Object.entries(TOPICS).map(
    ([topic, { about }]) => `  ${topic.padEnd(13)}${about}`,
  );
  return `Topics, for ${name} help TOPIC:\n${topics.join("\n")}\n  ${FLAGS.padEnd(13)}the flags that every command takes`;
}

/** Of the help of the whole, its flags. */
function flagsOf(root: Command): string {
  const help = root.createHelp();
  help.prepareContext({ helpWidth: root.configureOutput().getOutHelpWidth?.() });
  const groups = help.groupItems(
    [...root.options],
    help.visibleOptions(root),
    (option) => option.helpGroupHeading ?? "Options:",
  );
  const width = help.padWidth(root, help);
  const sections = [...groups].flatMap(([heading, options]) =>
    help.formatItemList(
      heading,
      options.map((option) =>
        help.formatItem(help.optionTerm(option), width, help.optionDescription(option), help),
      ),
      help,
    ),
  );
  return `The flags that every command takes, before its name or behind it.\n\n${sections.join("\n").trimEnd()}`;
}

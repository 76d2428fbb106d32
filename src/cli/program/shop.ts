import { Argument, type Command } from "@commander-js/extra-typings";
import { showHelp } from "../help/help.js";
import type { Run } from "./run.js";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** What tells of the shop, and of this command. */
export function addShop(program: Command, run: Run): void {
  program.commandsGroup("Help:");
  program
    .command("whoami")
    .description("say which backend it is, and who is logged in")
    .action(() =>
      run(async (cli) => {
        const { runWhoami } = await import("../commands/whoami.js");
        return runWhoami(cli);
      }),
    );
  program
    .command("doctor")
    .description("find out why jobs do not run: settings, reach, login, version, queue")
    .action(() =>
      run(async (cli) => {
        const { runDoctor } = await import("../commands/doctor.js");
        return runDoctor(cli);
      }),
    );
  program
    .command("completion")
    .description("print what completes commands and flags in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .action(async (shell) => {
      const { completionFor } = await import("../completion/completion.js");
      program.configureOutput().writeOut?.(completionFor(shell, program));
    });
  program
    .helpCommand(false)
    .command("help")
    .description("show help of a command or a topic")
    .argument("[topic]", "a command, or a topic")
    .action((topic) => showHelp(program, topic));
}

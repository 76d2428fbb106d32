import type { Command } from "@commander-js/extra-typings";
import type { Run } from "./program.js";

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
    .description("find out why jobs do not run: reach, login, version, queue")
    .action(() =>
      run(async (cli) => {
        const { runDoctor } = await import("../commands/doctor.js");
        return runDoctor(cli);
      }),
    );
}

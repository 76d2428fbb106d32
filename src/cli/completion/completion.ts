import type { Command } from "@commander-js/extra-typings";
import { bash } from "./bash.js";
import { declaredBy } from "./declared.js";
import { fish } from "./fish.js";
import { powershell } from "./powershell.js";
import { zsh } from "./zsh.js";

const SHELLS = { bash, zsh, fish, powershell };

/** What makes a shell complete the command. It asks nobody on the way: no program is started by a Tab. */
export function completionFor(shell: keyof typeof SHELLS, root: Command): string {
  return SHELLS[shell](declaredBy(root));
}

import type { Host } from "./host.js";
import type { GlobalFlags } from "./settings/flags.js";

/** How to call the command again, for the same backend: what the environment says it will say then, too. */
export function commandOf({ name }: Pick<Host, "name">, { url }: Pick<GlobalFlags, "url">): string {
  return url === undefined ? name : `${name} --url ${url}`;
}

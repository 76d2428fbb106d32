import type { Host } from "./host.js";
import type { GlobalFlags } from "./settings/flags.js";
import type { Settings } from "./settings/settings.js";

/** What was called when something went wrong. */
export interface Called {
  host: Pick<Host, "name">;
  flags: Pick<GlobalFlags, "url" | "debug">;
  /** Unknown where they are what is wrong. */
  settings?: Settings | undefined;
  /** It is `doctor` itself. */
  isDoctor?: boolean | undefined;
}

import type { Exit } from "./exit-codes.js";

/** What a command came to. */
export interface Result {
  /** For stdout, without the last line break; empty where there is nothing to say, or it is said already. */
  text: string;
  /** For stdout with `--json`; `undefined` where it is said already. */
  json: object | undefined;
  /** Default: `done`. */
  exit?: Exit;
  /** Whether something was applied, and the text tells of it: then a text that cannot be written is no failure. */
  applied?: boolean | undefined;
}

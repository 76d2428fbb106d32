import type { Exit } from "./exit-codes.js";

/** What a command came to. */
export interface Result {
  /** For stdout, without the last line break; empty where there is nothing to say, or it is said already. */
  text: string;
  /** For stdout with `--json`. */
  json: object;
  /** Default: `done`. */
  exit?: Exit;
}

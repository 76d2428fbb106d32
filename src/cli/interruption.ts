import type { Exit } from "./exit-codes.js";

/** The signals that end a command, and what it exits with. */
export const SIGNALS = {
  SIGINT: "interrupted",
  SIGTERM: "terminated",
  SIGHUP: "hungUp",
} as const satisfies Record<string, Exit>;

/** A signal has asked the command to end. */
export class Interruption extends Error {
  readonly exit: Exit;

  constructor(signal: keyof typeof SIGNALS) {
    super(`Interrupted by ${signal}.`);
    this.name = "Interruption";
    this.exit = SIGNALS[signal];
  }
}

import type { Action } from "../perform.js";

/** Runs what a command does. */
export type Run = (action: Action) => Promise<void>;

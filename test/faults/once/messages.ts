import type { Method } from "./history.js";

/** What a process is told to do. */
export interface Task {
  /** Who it is in this history, and in which life: "A2". Its requests are called "A2.1", "A2.2" … */
  name: string;
  method: Method;
  baseUrl: string;
  key: string;
  timeout: number;
  asks: number | undefined;
  takeOverAfter: number;
}

/** How a call ended. */
export type Outcome = { id: string; replayed: boolean } | { error: string; mayBeRunAgain: boolean };

/** To a process. */
export type Order = { task: Task } | { go: string };

/** From a process. It sends nothing before it was told to go on. */
export type Report =
  | { ready: true }
  | { ask: string; method: string; path: string }
  | { answered: string }
  | { task: string; outcome: Outcome };

/** The header by which the server knows a request. */
export const REQUEST_HEADER = "x-request-of";

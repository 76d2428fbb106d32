/** What a process is told to do with a key. */
export type Method = "run" | "importFile" | "exportFile";

/** What a process is told to do. */
export interface Task {
  method: Method;
  baseUrl: string;
  apiKey: string;
  key: string;
  csv: string;
  /** Milliseconds. */
  takeOverAfter: number;
}

/** Where a process stands on the way of a request. It goes no further before it is told to. */
export interface Stop {
  at: "before" | "after";
  /** The how-manieth of its operation in this call: 0 is the first. */
  nth: number;
  operation: string;
}

/** How a call ended. */
export type Outcome = { id: string; replayed: boolean } | { error: string };

/** To a process. */
export type Order = Task | "go";

/** From a process. */
export type Report = Stop | Outcome;

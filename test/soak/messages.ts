import type { Task } from "./plan.js";

/** Whom a client works for. */
export interface Shop {
  baseUrl: string;
  apiKey: string;
}

/** A task, and what is known of those that failed with its work before. */
export interface Errand extends Task {
  /** A job that goes on no more: to be canceled first, as docs/keys.md says. */
  stuck?: string | undefined;
  /** Whether one of its jobs was canceled for that. */
  again: boolean;
}

/** An error of a call, as far as it goes over IPC. */
export interface ToldError {
  name: string;
  message: string;
  /** What the caller's own abort was for, or an error that docs/errors.md names. */
  isPromised: boolean;
  status?: number | undefined;
  code?: string | undefined;
  ambiguous?: boolean | undefined;
  /** Of a job that did not come to what was waited for. */
  applied?: boolean | undefined;
  job?: { id: string; status: string } | undefined;
}

/** How a call ended: `killed` is the client, `hung` is a call that outlived its limit. */
export type Outcome =
  | { ended: "result"; jobs: string[]; replayed: boolean }
  | { ended: "error"; error: ToldError }
  | { ended: "killed" }
  | { ended: "hung" };

/** What a client holds, when all garbage is gone. */
export interface Measure {
  heap: number;
  /** What keeps it alive, by kind. */
  resources: string[];
}

/** To a client. */
export type Order =
  | { do: "open"; shop: Shop }
  | { do: "perform"; call: number; errand: Errand }
  | { do: "measure" };

/** From a client. */
export type Report =
  | { of: "call"; call: number; outcome: Outcome }
  | { of: "measure"; measure: Measure };

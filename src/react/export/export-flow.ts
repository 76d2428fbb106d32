import type { BatchJob } from "medusa-batch-jobs";

/** Where an export stands. */
export type ExportPhase =
  | "idle"
  | "preparing"
  | "processing"
  /** `download()` gets the file. */
  | "done"
  | "failed"
  | "canceled"
  /** Nobody knows what became of it: the error says why, and what to do. */
  | "unknown";

/** What can be seen of an export. */
export interface ExportState {
  phase: ExportPhase;
  job: BatchJob | undefined;
  /** 0 to 1; `undefined` where the server does not say. */
  progress: number | undefined;
  /** Why it failed, why nobody knows, or who else canceled it; why a `cancel()` or a `download()` did not succeed. */
  error: Error | undefined;
  /** Whether the server answered when it was last asked. */
  isConnected: boolean;
  /** `cancel()` was called, and its answer is waited for. */
  isCanceling: boolean;
}

/** What can be done with an export. */
export interface ExportActions {
  /**
   * Does nothing while another is on its way.
   *
   * @param context Filters and the like. Default: `{}`, for all.
   */
  start(context?: object): void;
  cancel(): void;
  /** Forgets it; the server's job is left alone. */
  reset(): void;
  /** Has the browser download the file, from an address that is fresh. If that fails, `error` says why; it never rejects. */
  download(): Promise<void>;
}

/** An export: what can be seen of it, and done with it. Its functions stay the same ones. */
export interface ExportFlow extends ExportState, ExportActions {}

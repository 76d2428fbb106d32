import type { BatchJob, ImportFile } from "medusa-batch-jobs";
import type { CheckReport, Problem } from "medusa-batch-jobs/csv";

/** Where an import stands. */
export type ImportPhase =
  | "idle"
  /** The file is read, and checked against the shop. */
  | "checking"
  | "uploading"
  /** The server reads the file, and counts what it would do. */
  | "preparing"
  /** `confirm()` lets it write, `cancel()` ends it. Nothing is written until then. */
  | "awaiting-confirmation"
  | "processing"
  | "done"
  /** The file was refused (`problems` says why), or the job has failed (`error`). */
  | "failed"
  | "canceled"
  /** Nobody knows what became of it: the error says why, and what to do. */
  | "unknown";

/** What can be seen of an import. */
export interface ImportState {
  phase: ImportPhase;
  /** Of the file that was chosen; `undefined` after a reload. */
  fileName: string | undefined;
  /** What the check of the file found; `undefined` before, and after a reload. */
  report: CheckReport | undefined;
  /** Those of the report, the worst first; the same array while there is none. */
  problems: readonly Problem[];
  job: BatchJob | undefined;
  /** What the job will do, or has done, on one line, in English: `jobSummary(job)`. */
  summary: string | undefined;
  /** 0 to 1, of the upload or of the work; `undefined` where nobody knows. */
  progress: number | undefined;
  /**
   * Why it failed, why nobody knows, or who else canceled it. While it goes on: why a `confirm()` or a `cancel()` did not
   * succeed, which may be tried again.
   */
  error: Error | undefined;
  /** Whether the work took effect: once it is known. A canceled or failed import can be applied all the same. */
  applied: boolean | undefined;
  /** Whether the server answered when it was last asked. */
  isConnected: boolean;
  /** `cancel()` was called, and its answer is waited for. Medusa does not interrupt a job that is writing. */
  isCanceling: boolean;
}

/** What can be done with an import. */
export interface ImportActions {
  /** Checks, uploads and prepares a file. Does nothing while another is on its way. */
  start(file: ImportFile): void;
  /** Lets the prepared import write. */
  confirm(): void;
  /**
   * Ends it, as far as that is possible: `applied` says what became of it. Before there is a job, the upload is ended.
   * What waits for a confirmation is declined, and Medusa asked to delete its file (not of one that was found again after a
   * reload; a file that stays on the server harms nobody). What is writing is canceled when it has written.
   */
  cancel(): void;
  /** Forgets it, in the storage too; what goes on on the server is left alone. */
  reset(): void;
  /**
   * The file with all repaired that can mean one thing only, called `…-corrected.csv`; `undefined` if there is nothing of
   * the kind, and after a reload. It can be downloaded, or given to `start`.
   */
  repair(): Promise<File | undefined>;
}

/** An import: what can be seen of it, and done with it. Its functions stay the same ones. */
export interface ImportFlow extends ImportState, ImportActions {}

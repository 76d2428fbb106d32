import type { BatchJob, JobError } from "medusa-batch-jobs";
import type { Problem, Severity } from "medusa-batch-jobs/csv";
import type { JobState } from "./job-state.js";

/** What a person does in an import, one after the other. */
export type ImportStep = "file" | "check" | "confirm" | "import";

/**
 * The words of the panel and of its parts, all of them: pass those that are to be others.
 *
 * @example
 * ```tsx
 * import { BatchJobsPanel, type PanelLabels } from "medusa-batch-jobs/react";
 *
 * const german: Partial<PanelLabels> = {
 *   locale: "de",
 *   title: "Importe und Exporte",
 *   jobErrors: (count) => (count === 1 ? "1 Fehler" : `${count} Fehler`),
 * };
 *
 * export const Panel = () => <BatchJobsPanel labels={german} />;
 * ```
 */
export interface PanelLabels {
  /** Of which language times, durations and percentages are: a BCP 47 tag. Default: `en`. */
  locale: string;
  title: string;
  loading: string;
  empty: string;
  emptyHint: string;
  disconnected: string;
  tryAgain: string;
  /** Why something could not be done. Default: the error's message, in English. */
  error: (error: Error) => string;

  /** The name of the list of jobs. */
  jobs: string;
  jobType: (type: string) => string;
  jobState: (state: JobState) => string;
  /** What a job would do, does or has done, without where it stands. Default: of `jobSummary`, in English. */
  summary: (job: BatchJob) => string;
  /** What went wrong in a job. Default: the server's words. */
  jobError: (error: JobError) => string;
  jobErrors: (count: number) => string;
  /** Read out when a job has come to another state. */
  jobNews: (type: string, state: string) => string;
  /** The name of a bar. */
  progress: string;
  took: (duration: string) => string;
  takesSince: (duration: string) => string;
  stuck: string;
  /** What became of a job that was canceled, or failed, with nothing written. */
  canceled: string;
  canceledApplied: string;
  failedApplied: string;
  confirm: string;
  cancel: string;
  canceling: string;
  cancelingHint: string;
  download: string;

  exportButton: (type: string) => string;
  exporting: (type: string) => string;
  downloadExport: (type: string) => string;

  importButton: string;
  importRunning: string;
  importWaiting: string;
  importEnded: string;

  dialogTitle: string;
  close: string;
  steps: string;
  step: (step: ImportStep) => string;
  choose: string;
  chooseHint: string;
  drop: string;
  browse: string;
  template: string;
  checking: string;
  checkingHint: string;
  refused: string;
  /** Where the check is `strict`: the file was not sent for what Medusa would change. */
  altered: string;
  refusedHint: string;
  /** Where the corrected file has no such place any more. */
  correctableHint: string;
  severity: (severity: Severity) => string;
  line: string;
  column: string;
  problemHeading: string;
  /** Default: the problem's message, in English. */
  problem: (problem: Problem) => string;
  moreCells: (count: number) => string;
  /** How the corrected file is corrected. Default: the problem's fix, in English. */
  fix: (problem: Problem) => string;
  moreProblems: string;
  useCorrected: string;
  downloadCorrected: string;
  chooseAnother: string;
  uploading: string;
  uploadingHint: string;
  preparing: string;
  preparingHint: string;
  confirmHint: string;
  importNow: string;
  processing: string;
  processingHint: string;
  done: string;
  failed: string;
  failedHint: string;
  unknown: string;
  unknownHint: string;
  importAnother: string;
}

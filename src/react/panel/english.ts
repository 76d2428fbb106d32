import { jobOutcome, jobSummary } from "medusa-batch-jobs";
import type { PanelLabels } from "./labels.js";

const STATES = {
  preparing: "Preparing",
  waiting: "Needs confirmation",
  running: "In progress",
  completed: "Completed",
  failed: "Failed",
  canceled: "Canceled",
};

const STEPS = { file: "File", check: "Check", confirm: "Confirm", import: "Import" };

const SEVERITIES = {
  refused: "Refused: the import would fail",
  changed: "Changed without a word",
  suspicious: "Worth a look",
};

/** The words of the panel, where it is given no others. */
export const DEFAULT_LABELS: PanelLabels = {
  locale: "en",
  title: "Imports and exports",
  loading: "Loading …",
  empty: "No imports or exports yet",
  emptyHint: "What you begin is shown here, with its progress and its result.",
  disconnected: "No answer from the server. Trying again …",
  tryAgain: "Try again",
  error: ({ message }) => message,

  jobs: "Imports and exports, the newest first",
  jobType: (type) => capitalized(type.replace(/[_-]+/g, " ")),
  jobState: (state) => STATES[state],
  summary: (job) => {
    const summary = jobSummary(job);
    if (jobOutcome(job) === "completed") return capitalized(summary);
    // What is before the colon says where the job stands.
    const [, work = ""] = /^[^:]*: (.*)/.exec(summary) ?? [];
    return capitalized(work);
  },
  jobError: ({ message }) => message,
  jobErrors: (count) => (count === 1 ? "1 error" : `${count} errors`),
  jobNews: (type, state) => `${type}: ${state}`,
  progress: "Progress",
  took: (duration) => `took ${duration}`,
  takesSince: (duration) => `${duration} so far`,
  stuck:
    "It has not begun for more than two minutes. Another job may be ahead of it, or its file is gone. If no other job runs, cancel it and begin again.",
  canceled: "Canceled. Nothing was written.",
  canceledApplied: "Canceled too late: it was applied.",
  failedApplied: "It was applied all the same.",
  confirm: "Confirm",
  cancel: "Cancel",
  canceling: "Canceling …",
  cancelingHint:
    "Medusa does not interrupt a job that is writing. It answers when the job has ended.",
  download: "Download",

  exportButton: (type) => `Export ${thingsOf(type)}`,
  exporting: (type) => `Exporting ${thingsOf(type)} …`,
  downloadExport: (type) => `Download ${thingsOf(type)}`,

  importButton: "Import products",
  importRunning: "Importing products …",
  importWaiting: "Confirm the import",
  importEnded: "Result of the import",

  dialogTitle: "Import products",
  close: "Close",
  steps: "Steps",
  step: (step) => STEPS[step],
  choose: "Choose a CSV file",
  chooseHint: "It is checked before it is sent, and nothing is written until you confirm.",
  drop: "Drop a CSV file here, or",
  browse: "choose a file",
  template: "Download a template",
  checking: "Checking the file",
  checkingHint: "Line by line, and against what the shop has.",
  refused: "Medusa would refuse this file",
  altered: "Medusa would change what this file says",
  refusedHint: "Nothing was sent. Correct these places, and choose the file again.",
  correctableHint: "Nothing was sent. Use the corrected file, or correct these places yourself.",
  severity: (severity) => SEVERITIES[severity],
  line: "Line",
  column: "Column",
  problemHeading: "What happens, and what to do",
  problem: ({ message }) => message,
  moreCells: (count) => `and ${count} more ${count === 1 ? "cell" : "cells"}`,
  fix: ({ fix }) => `In the corrected file: ${fix?.description ?? ""}`,
  moreProblems: "There are more problems than these.",
  useCorrected: "Use the corrected file",
  downloadCorrected: "Download corrected file",
  chooseAnother: "Choose another file",
  uploading: "Uploading the file",
  uploadingHint: "Leave this page open until it is there.",
  preparing: "Medusa reads the file",
  preparingHint: "It counts what the import would do. Nothing is written yet.",
  confirmHint: "Nothing is written until you import. An import cannot be undone.",
  importNow: "Import",
  processing: "Importing",
  processingHint:
    "Medusa writes all of it at once, so there may be nothing to see until it is done. You can close this window: the import goes on.",
  done: "Imported",
  failed: "The import failed",
  failedHint: "Nothing was written.",
  unknown: "Nobody knows what became of the import",
  unknownHint: "Look at the products, or at the list of jobs, before you import the file again.",
  importAnother: "Import another file",
};

/** `product-export` is of products. */
function thingsOf(type: string): string {
  const [, thing] = /^(.+)-export$/.exec(type) ?? [];
  return thing === undefined ? type : `${thing.replace(/[_-]+/g, " ")}s`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

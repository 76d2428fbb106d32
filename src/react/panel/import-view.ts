import { isCsvCheckError } from "medusa-batch-jobs";
import type { ImportFlow, ImportPhase, ImportState } from "../import/import-flow.js";
import type { JobState } from "./job-state.js";
import type { ImportStep, PanelLabels } from "./labels.js";

/** What the dialog shows: a file that was not sent has a view of its own. */
export type ImportView = ImportPhase | "refused";

export const STEPS: readonly ImportStep[] = ["file", "check", "confirm", "import"];

/** What to show of an import. */
export function importView({ phase, error }: Pick<ImportState, "phase" | "error">): ImportView {
  return phase === "failed" && isCsvCheckError(error) ? "refused" : phase;
}

const JOB_STATES: Partial<Record<ImportView, JobState>> = {
  refused: "failed",
  "awaiting-confirmation": "waiting",
  done: "completed",
  failed: "failed",
  canceled: "canceled",
  unknown: "waiting",
};

/** Which picture stands at a heading, where there is one. */
export function importIcon(view: ImportView): JobState | undefined {
  return JOB_STATES[view];
}

/** Whether what the check found is of interest. */
export function showsProblems(view: ImportView): boolean {
  return view === "refused" || view === "awaiting-confirmation";
}

/** How many of the steps are behind a person. */
export function stepsDone({ phase, job }: ImportState): number {
  switch (phase) {
    case "idle":
      return 0;
    case "checking":
    case "uploading":
    case "preparing":
      return 1;
    case "awaiting-confirmation":
      return 2;
    case "processing":
    case "unknown":
      return 3;
    case "done":
      return 4;
    case "failed":
    case "canceled":
      return job === undefined ? 1 : job.confirmed_at ? 3 : 2;
  }
}

/** Whether an import has come to an end that a person has to see. */
export function isSettled(phase: ImportPhase): boolean {
  return phase === "done" || phase === "failed" || phase === "canceled" || phase === "unknown";
}

/** The heading of a view, and what to know there. */
export function importWords(
  flow: ImportFlow,
  labels: PanelLabels,
): [heading: string, hint: string] {
  const { job, report, applied } = flow;
  // Unlike where nobody knows yet.
  const hasNoTrace = applied === false;
  switch (importView(flow)) {
    case "idle":
      return [labels.choose, labels.chooseHint];
    case "checking":
      return [labels.checking, labels.checkingHint];
    case "refused":
      return [
        report?.verdict === "refused" ? labels.refused : labels.altered,
        isCorrectable(flow) ? labels.correctableHint : labels.refusedHint,
      ];
    case "uploading":
      return [labels.uploading, labels.uploadingHint];
    case "preparing":
      return [labels.preparing, labels.preparingHint];
    case "awaiting-confirmation":
      return [(job && labels.summary(job)) || labels.jobState("waiting"), labels.confirmHint];
    case "processing":
      return [labels.processing, flow.isCanceling ? labels.cancelingHint : labels.processingHint];
    case "done":
      return [labels.done, (job && labels.summary(job)) ?? ""];
    case "failed":
      return [labels.failed, applied ? labels.failedApplied : hasNoTrace ? labels.failedHint : ""];
    case "canceled":
      if (applied) return [labels.canceledApplied, (job && labels.summary(job)) ?? ""];
      return hasNoTrace ? [labels.canceled, ""] : [labels.jobState("canceled"), labels.unknownHint];
    case "unknown":
      return [labels.unknown, labels.unknownHint];
  }
}

/** Whether all for which a file was not sent can mean one thing only. */
function isCorrectable({ report }: ImportFlow): boolean {
  const grave = report?.problems.filter(({ severity }) =>
    report.verdict === "refused" ? severity === "refused" : severity === "changed",
  );
  return grave?.every(({ fix }) => fix?.safe) ?? false;
}

import { render } from "@testing-library/react";
import { jobSummary } from "medusa-batch-jobs";
import { DEFAULT_LABELS, ImportDialog, JobList, type PanelLabels } from "medusa-batch-jobs/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { ExportControls } from "../../../src/react/panel/export-button.js";
import { ErrorNotice } from "../../../src/react/panel/notices.js";
import "../support/hygiene.js";
import { exportFlow, FLOWS } from "./support/flows.js";
import { JOBS, NOW } from "./support/jobs.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

/** Its own words, each in brackets; times are of another language's letters. */
const MARKED = { ...Object.fromEntries(Object.entries(DEFAULT_LABELS).map(marked)), locale: "zh" };
const labels: Partial<PanelLabels> = MARKED;

function marked([name, label]: [string, unknown]): [string, unknown] {
  if (typeof label !== "function") return [name, `[${label}]`];
  return [name, (...facts: unknown[]) => `[${Reflect.apply(label, undefined, facts)}]`];
}

/** All that a person sees or hears, but for what is in brackets, names of files, and columns. */
function unmarked(ui: ReactNode): string[] {
  const { unmount } = render(ui);
  const said = [...document.querySelectorAll("body *")].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.nodeValue),
    ...["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name)),
  ]);
  unmount();
  return said
    .map((text) => (text ?? "").replace(/\[.*\]/g, ""))
    .filter((text) => /[a-z]/i.test(text) && !DATA.has(text));
}

const DATA = new Set([
  "spring-range.csv",
  ...FLOWS.refused.problems.map(({ columnName }) => columnName ?? ""),
]);

test.each(Object.keys(JOBS))("all that is said of a job is of labels: %s", (name) => {
  const job = JOBS[name as keyof typeof JOBS];
  const list = (
    <JobList jobs={[job]} onCancel={ok} onConfirm={ok} onDownload={ok} labels={labels} />
  );
  expect(unmarked(list)).toEqual([]);
});

test.each(Object.keys(FLOWS))("all that is said in the dialog is of labels: %s", (name) => {
  const flow = FLOWS[name as keyof typeof FLOWS];
  const dialog = <ImportDialog open flow={flow} onClose={ok} labels={labels} />;
  expect(unmarked(dialog)).toEqual([]);
});

test("all else that is said is of labels: of lists without jobs, exports, errors", () => {
  const words = { ...DEFAULT_LABELS, ...labels };
  const control = { type: "product-export", onStart: ok, labels: words };
  const rest = (
    <>
      <JobList jobs={[]} labels={labels} />
      <JobList jobs={undefined} labels={labels} />
      <ErrorNotice error={new Error("no")} onRetry={ok} labels={words} />
      <ExportControls {...control} flow={exportFlow({ phase: "idle" })} />
      <ExportControls {...control} flow={exportFlow({ phase: "processing", progress: 0.5 })} />
      <ExportControls {...control} flow={exportFlow({ phase: "done" })} />
      <ExportControls {...control} flow={exportFlow({ phase: "failed", error: new Error("no") })} />
    </>
  );
  expect(unmarked(rest)).toEqual([]);
});

test("this finds what is not of labels", () => {
  expect(unmarked(<p title="[one] two">three</p>)).toEqual(["three", " two"]);
});

test.each(Object.values(JOBS))(
  "a summary says what a job does, and not where it stands: $id",
  (job) => {
    const summary = DEFAULT_LABELS.summary(job);
    expect(jobSummary(job).toLowerCase().endsWith(summary.toLowerCase())).toBe(true);
    expect(summary).not.toMatch(/^(?:waits|in progress|failed|canceled)/i);
  },
);

test("English counts, and names types that it does not know", () => {
  const { jobErrors, moreCells, jobType, exportButton } = DEFAULT_LABELS;
  expect([jobErrors(1), jobErrors(2)]).toEqual(["1 error", "2 errors"]);
  expect([moreCells(1), moreCells(12)]).toEqual(["and 1 more cell", "and 12 more cells"]);
  expect(jobType("stock_sync")).toBe("Stock sync");
  expect(exportButton("gift-card-export")).toBe("Export gift cards");
  expect(exportButton("stock-sync")).toBe("Export stock-sync");
});

function ok() {}

import { act, fireEvent, render, screen, within } from "@testing-library/react";
import type { BatchJob } from "medusa-batch-jobs";
import { JobList } from "medusa-batch-jobs/react";
import { beforeEach, expect, test, vi } from "vitest";
import "../support/hygiene.js";
import { ago, JOBS, jobWith, NOW } from "./support/jobs.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: NOW });
});

const HANDLERS = { onConfirm() {}, onCancel() {}, onDownload() {} };

/** What a person reads of one job, what its buttons are called, and where its bar stands. */
function show(job: BatchJob) {
  const { unmount } = render(<JobList jobs={[job]} {...HANDLERS} />);
  const [row = document.body] = screen.getAllByRole("listitem");
  const text = row.textContent;
  const buttons = within(row)
    .queryAllByRole("button")
    .map(({ textContent }) => textContent);
  const bar = within(row).queryByRole("progressbar");
  const progress = bar && (bar.getAttribute("value") ?? "moves");
  unmount();
  return { text, buttons, progress };
}

test("a job that is prepared is in progress, nobody knows how far, and can be canceled", () => {
  const { text, buttons, progress } = show(JOBS.preparing);
  expect(text).toBe("Product importPreparing4 sec so farCancel");
  expect(buttons).toEqual(["Cancel"]);
  expect(progress).toBe("moves");
});

test("a job that waits shows its counts beside the buttons that decide", () => {
  const { text, buttons, progress } = show(JOBS.waiting);
  expect(text).toContain("Needs confirmation3 products to create; 4 variants to create2 minutes");
  expect(text).not.toContain("so far");
  expect(buttons).toEqual(["Cancel", "Confirm"]);
  expect(progress).toBeNull();
});

test("a bar moves while Medusa says 0, and shows what a plugin says", () => {
  expect(show(JOBS.running).progress).toBe("moves");
  const { progress, text } = show(JOBS.halfway);
  expect(progress).toBe("0.42");
  expect(text).toContain("Stock syncIn progress");
  expect(text).toContain("42%");
});

test("a job that has not begun for two minutes says what that may mean", () => {
  expect(show(JOBS.stuck).text).toContain("It has not begun for more than two minutes.");
  expect(show(jobWith({ created_at: ago(1, 59) })).text).not.toContain("It has not begun");
});

test("an export that is done says how much it is, how long it took, and can be downloaded", () => {
  const { text, buttons, progress } = show(JOBS.exported);
  expect(text).toContain("Completed703 products exported (184 kB)25 minutes agotook 9 sec");
  expect(buttons).toEqual(["Download"]);
  expect(progress).toBeNull();
});

test("an import that is done has nothing to download", () => {
  const { text, buttons } = show(JOBS.imported);
  expect(text).toContain("Completed3 products created; 4 variants created3 hours agotook 18 sec");
  expect(buttons).toEqual([]);
});

test("a job that failed tells each thing that went wrong once", () => {
  render(<JobList jobs={[JOBS.failed]} />);
  const errors = within(screen.getByRole("group")).getAllByRole("listitem");
  expect(errors.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Error while processing row/),
    "Trying to set a price for a region Mars that doesn't exist",
  ]);
  expect(screen.getByText("2 errors").tagName).toBe("SUMMARY");
});

test("a job that failed of one thing tells it once", () => {
  render(<JobList jobs={[{ ...JOBS.failed, result: { errors: ["No space left."] } }]} />);
  expect(screen.getAllByText("No space left.")).toHaveLength(1);
  expect(screen.queryByRole("group")).toBeNull();
});

test("a cancel says whether it was in time", () => {
  expect(show(JOBS.canceled).text).toContain("Canceled. Nothing was written.");
  expect(show(JOBS.canceledTooLate).text).toContain("Canceled too late: it was applied.");
  expect(show(JOBS.canceled).buttons).toEqual([]);
});

test("a job that failed when it was applied says so", () => {
  const job = { ...JOBS.failed, completed_at: ago(95, 38) };
  expect(show(job).text).toContain("It was applied all the same.");
});

test("a time has the exact one with it, for machines too", () => {
  render(<JobList jobs={[JOBS.imported]} />);
  const time = screen.getByText("3 hours ago");
  expect(time.getAttribute("datetime")).toBe(JOBS.imported.created_at);
  expect(time.getAttribute("title")).toMatch(/Mar 2, 2026/);
});

test("a server whose clock is ahead has no jobs of the future", () => {
  expect(show(jobWith({ created_at: ago(-3) })).text).toContain("Preparing0 sec so far");
});

test("time goes on without a render from outside", () => {
  render(<JobList jobs={[JOBS.preparing]} />);
  act(() => void vi.advanceTimersByTime(3_000));
  expect(screen.getByText("7 sec so far")).toBeTruthy();
});

test("a button works until its promise is kept: it says so, keeps the focus, and does nothing twice", async () => {
  let keep = () => {};
  const onCancel = vi.fn(() => new Promise<void>((resolve) => (keep = resolve)));
  render(<JobList jobs={[JOBS.running]} onCancel={onCancel} />);
  const button = screen.getByRole("button", { name: "Cancel" });
  button.focus();
  fireEvent.click(button);
  expect(button.textContent).toBe("Canceling …");
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/does not interrupt a job that is writing/)).toBeTruthy();
  fireEvent.click(button);
  expect(onCancel.mock.calls).toEqual([[JOBS.running]]);
  await act(async () => keep());
  expect(button.textContent).toBe("Cancel");
  expect(document.activeElement).toBe(button);
});

test("why something could not be done stands at its job, until it is tried again", async () => {
  const onDownload = vi.fn(() => Promise.reject(new Error("The file is gone.")));
  render(<JobList jobs={[JOBS.exported, JOBS.imported]} onDownload={onDownload} />);
  fireEvent.click(screen.getByRole("button", { name: "Download" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toBe("The file is gone.");
  expect(screen.getAllByRole("listitem")[0]?.contains(alert)).toBe(true);
  onDownload.mockImplementation(() => new Promise(() => {}));
  fireEvent.click(screen.getByRole("button", { name: "Download" }));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a button tells which job it is about", () => {
  render(<JobList jobs={[JOBS.waiting]} {...HANDLERS} />);
  const about = screen.getByRole("button", { name: "Confirm" }).getAttribute("aria-describedby");
  expect(document.getElementById(about ?? "")?.textContent).toContain("3 products to create");
});

test("without a handler there is no button", () => {
  render(<JobList jobs={Object.values(JOBS)} />);
  expect(screen.queryAllByRole("button")).toEqual([]);
});

test("a job that comes to another state is read out, once; a poll without news is not", () => {
  const { rerender } = render(<JobList jobs={[JOBS.preparing]} />);
  const status = screen.getByRole("status");
  expect(status.textContent).toBe("");
  const done = jobWith({ status: "completed", completed_at: ago(0) });
  rerender(<JobList jobs={[done, JOBS.imported]} />);
  expect(status.textContent).toBe("Product import: Completed");
  const observer = new MutationObserver(() => {});
  observer.observe(status, { childList: true, characterData: true, subtree: true });
  rerender(<JobList jobs={[{ ...done }, { ...JOBS.imported }]} />);
  expect(observer.takeRecords()).toEqual([]);
});

test("an empty list, and one that is not known yet, say so", () => {
  const { rerender } = render(<JobList jobs={undefined} />);
  expect(screen.getByText("Loading …")).toBeTruthy();
  rerender(<JobList jobs={[]} />);
  expect(screen.getByText("No imports or exports yet")).toBeTruthy();
  expect(screen.queryByText("Loading …")).toBeNull();
});

test("times are of the language that labels name", () => {
  const labels = { locale: "de", took: (time: string) => `in ${time}` };
  render(<JobList jobs={[JOBS.exported]} labels={labels} />);
  expect(screen.getByText("vor 25 Minuten")).toBeTruthy();
  expect(screen.getByText("in 9 Sek.")).toBeTruthy();
});

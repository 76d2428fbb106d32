import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { ImportDialog, type ImportFlow } from "medusa-batch-jobs/react";
import { StrictMode } from "react";
import { expect, test, vi } from "vitest";
import "../support/hygiene.js";
import { FLOWS } from "./support/flows.js";

const CSV = new File(["Product Handle\nmug\n"], "mugs.csv", { type: "text/csv" });

function open(flow: ImportFlow, onClose = () => {}) {
  const dialog = (flow: ImportFlow, isOpen = true) => (
    <StrictMode>
      <ImportDialog flow={flow} open={isOpen} onClose={onClose} />
    </StrictMode>
  );
  const { rerender } = render(dialog(flow));
  return {
    to: (next: ImportFlow) => rerender(dialog(next)),
    close: () => rerender(dialog(flow, false)),
  };
}

function button(name: string) {
  return screen.getByRole("button", { name });
}

/** What stands at the foot of the dialog. */
function actions() {
  return within(screen.getByRole("contentinfo"))
    .queryAllByRole("button")
    .map(({ textContent }) => textContent);
}

const VIEWS: { is: keyof typeof FLOWS; heading: string; hint: RegExp; buttons: string[] }[] = [
  {
    is: "idle",
    heading: "Choose a CSV file",
    hint: /^It is checked before it is sent/,
    buttons: ["Download a template"],
  },
  { is: "checking", heading: "Checking the file", hint: /^Line by line/, buttons: ["Cancel"] },
  {
    is: "refused",
    heading: "Medusa would refuse this file",
    hint: /^Nothing was sent/,
    buttons: ["Choose another file", "Download corrected file", "Use the corrected file"],
  },
  { is: "uploading", heading: "Uploading the file", hint: /^Leave this/, buttons: ["Cancel"] },
  { is: "preparing", heading: "Medusa reads the file", hint: /^It counts/, buttons: ["Cancel"] },
  {
    is: "confirm",
    heading: "3 products to create; 4 variants to create",
    hint: /^Nothing is written until you import/,
    buttons: ["Cancel", "Import"],
  },
  {
    is: "confirmChanges",
    heading: "3 products to create; 4 variants to create",
    hint: /^Nothing is written until you import/,
    buttons: ["Download corrected file", "Cancel", "Import"],
  },
  {
    is: "afterReload",
    heading: "3 products to create; 4 variants to create",
    hint: /^Nothing is written until you import/,
    buttons: ["Cancel", "Import"],
  },
  { is: "processing", heading: "Importing", hint: /^Medusa writes/, buttons: ["Cancel", "Close"] },
  {
    is: "canceling",
    heading: "Importing",
    hint: /^Medusa does not interrupt/,
    buttons: ["Canceling …", "Close"],
  },
  {
    is: "done",
    heading: "Imported",
    hint: /^3 products created; 4 variants created$/,
    buttons: ["Import another file", "Close"],
  },
  {
    is: "failed",
    heading: "The import failed",
    hint: /^Nothing was written\.$/,
    buttons: ["Close", "Choose another file"],
  },
  {
    is: "canceled",
    heading: "Canceled. Nothing was written.",
    hint: /^$/,
    buttons: ["Import another file", "Close"],
  },
  {
    is: "canceledTooLate",
    heading: "Canceled too late: it was applied.",
    hint: /^3 products created; 4 variants created$/,
    buttons: ["Import another file", "Close"],
  },
  {
    is: "unknown",
    heading: "Nobody knows what became of the import",
    hint: /^Look at the products/,
    buttons: ["Import another file", "Close"],
  },
];

test.each(VIEWS)("$is: a heading that has the focus, what to know, what to do", (view) => {
  open(FLOWS[view.is]);
  const heading = screen.getByRole("heading", { level: 3 });
  expect(heading.textContent).toBe(view.heading);
  expect(document.activeElement).toBe(heading);
  expect(screen.getAllByRole("status")[0]?.textContent).toMatch(view.hint);
  expect(actions()).toEqual(view.buttons);
});

test("the steps say which one it is", () => {
  const { to } = open(FLOWS.idle);
  const current = () => document.querySelector('[aria-current="step"]')?.textContent;
  expect(current()).toBe("File");
  to(FLOWS.refused);
  expect(current()).toBe("Check");
  to(FLOWS.confirm);
  expect(current()).toBe("Confirm");
  to(FLOWS.processing);
  expect(current()).toBe("Import");
  to(FLOWS.done);
  expect(current()).toBeUndefined();
});

test("the bar shows the upload's bytes, and moves where nobody knows", () => {
  const { to } = open(FLOWS.uploading);
  expect(screen.getByRole("progressbar").getAttribute("value")).toBe("0.42");
  expect(screen.getByText("42%")).toBeTruthy();
  to(FLOWS.processing);
  expect(screen.getByRole("progressbar").hasAttribute("value")).toBe(false);
});

test("problems are in a table for each thing they come to: line, column, words, how often, what the corrected file does", () => {
  open(FLOWS.refused);
  const names = screen.getAllByRole("table").map((table) => {
    const id = table.getAttribute("aria-labelledby") ?? "";
    return document.getElementById(id)?.textContent;
  });
  expect(names).toEqual([
    "Refused: the import would fail 2",
    "Changed without a word 2",
    "Worth a look 1",
  ]);
  const [refused = document.body] = screen.getAllByRole("table");
  const rows = within(refused)
    .getAllByRole("row")
    .map((row) => [...row.children].map(({ textContent }) => textContent));
  expect(rows).toEqual([
    ["Line", "Column", "What happens, and what to do"],
    ["1", "", expect.stringMatching(/^The file begins .*In the corrected file: Take the byte/)],
    [
      "4",
      "Variant Inventory Quantity",
      expect.stringMatching(/"ten" is none\. and 12 more cells$/),
    ],
  ]);
});

test("tables of problems can be scrolled by keys", () => {
  const { to } = open(FLOWS.refused);
  const body = () => screen.queryByRole("region", { name: "Medusa would refuse this file" });
  expect(body()?.tabIndex).toBe(0);
  expect(body()?.querySelectorAll("table")).toHaveLength(3);
  to(FLOWS.confirm);
  expect(body()).toBeNull();
});

test("a file that was not sent for what Medusa would change is told apart", () => {
  const { report } = FLOWS.refused;
  open({ ...FLOWS.refused, report: report && { ...report, verdict: "changes" } });
  expect(screen.getByText("Medusa would change what this file says")).toBeTruthy();
});

test("problems that are cut off are not all there are", () => {
  const { report } = FLOWS.refused;
  open({ ...FLOWS.refused, report: report && { ...report, truncated: true } });
  expect(screen.getByText("There are more problems than these.")).toBeTruthy();
});

test("where nothing can be corrected, there is only another file", () => {
  const { report } = FLOWS.refused;
  const problems = FLOWS.refused.problems.filter(({ fix }) => !fix);
  const reset = vi.fn();
  open({ ...FLOWS.refused, problems, report: report && { ...report, problems }, reset });
  expect(actions()).toEqual(["Choose another file"]);
  fireEvent.click(button("Choose another file"));
  expect(reset).toHaveBeenCalledOnce();
});

test("the corrected file is imported at a click", async () => {
  const start = vi.fn();
  open({ ...FLOWS.refused, start, repair: async () => CSV });
  fireEvent.click(button("Use the corrected file"));
  await waitFor(() => expect(start.mock.calls).toEqual([[CSV]]));
});

test("the corrected file is downloaded under its name", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  open({ ...FLOWS.refused, repair: async () => CSV });
  fireEvent.click(button("Download corrected file"));
  await waitFor(() => expect(click).toHaveBeenCalledOnce());
  const [link] = click.mock.contexts;
  expect(link).toMatchObject({ download: "mugs.csv", href: expect.stringMatching(/^blob:/) });
  click.mockRestore();
});

test("that a file cannot be corrected after all is said", async () => {
  open({ ...FLOWS.refused, repair: () => Promise.reject(new Error("The file has changed.")) });
  fireEvent.click(button("Use the corrected file"));
  expect((await screen.findByRole("alert")).textContent).toBe("The file has changed.");
});

test("a template to begin with can be downloaded", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  open(FLOWS.idle);
  fireEvent.click(button("Download a template"));
  // It is made by code that is loaded now.
  await waitFor(() => expect(click).toHaveBeenCalledOnce(), { timeout: 20_000 });
  expect(click.mock.contexts).toMatchObject([{ download: "products.csv" }]);
  click.mockRestore();
});

test("a file is chosen, or dropped; beside the place for it, it does not take the page's place", () => {
  const start = vi.fn();
  open({ ...FLOWS.idle, start });
  const input = screen.getByLabelText(/CSV file/);
  expect(input.getAttribute("accept")).toContain(".csv");
  fireEvent.change(input, { target: { files: [CSV] } });
  expect(start.mock.calls).toEqual([[CSV]]);
  const isDefault = fireEvent.drop(input, { dataTransfer: { files: [CSV] } });
  expect(start.mock.calls).toEqual([[CSV], [CSV]]);
  expect(isDefault).toBe(false);
  expect(fireEvent.drop(screen.getByRole("dialog"), { dataTransfer: { files: [CSV] } })).toBe(
    false,
  );
  expect(fireEvent.dragOver(screen.getByRole("dialog"))).toBe(false);
  expect(start).toHaveBeenCalledTimes(2);
});

test("confirm, cancel and another file do what they say, once each", () => {
  const [confirm, cancel, reset] = [vi.fn(), vi.fn(), vi.fn()];
  const { to } = open({ ...FLOWS.confirm, confirm, cancel });
  fireEvent.click(button("Import"));
  fireEvent.click(button("Cancel"));
  expect(confirm).toHaveBeenCalledOnce();
  expect(cancel).toHaveBeenCalledOnce();
  to({ ...FLOWS.canceling, cancel });
  fireEvent.click(button("Canceling …"));
  expect(cancel).toHaveBeenCalledOnce();
  to({ ...FLOWS.done, reset });
  fireEvent.click(button("Import another file"));
  expect(reset).toHaveBeenCalledOnce();
});

test("a confirm that failed is told where it can be tried again", () => {
  open({ ...FLOWS.confirm, error: new Error("The server refused it.") });
  expect(screen.getByRole("alert").textContent).toBe("The server refused it.");
  expect(actions()).toEqual(["Cancel", "Import"]);
});

test("a failed job tells why, what to do, and all its errors", () => {
  open(FLOWS.failed);
  expect(screen.getByRole("alert").textContent).toContain("delete the column, or make the region");
  expect(within(screen.getByRole("group")).getAllByRole("listitem")).toHaveLength(2);
});

test("while the server does not answer, the dialog says so", () => {
  const { to } = open(FLOWS.disconnected);
  expect(screen.getByText("No answer from the server. Trying again …")).toBeTruthy();
  to(FLOWS.processing);
  expect(screen.queryByText(/No answer/)).toBeNull();
});

test("a poll moves neither the focus nor what is read out", () => {
  const { to } = open(FLOWS.processing);
  const [close] = screen.getAllByRole("button", { name: "Close" });
  close?.focus();
  const [status = document.body] = screen.getAllByRole("status");
  const observer = new MutationObserver(() => {});
  observer.observe(status, { childList: true, characterData: true, subtree: true });
  to({ ...FLOWS.processing, progress: 0.5 });
  expect(document.activeElement).toBe(close);
  expect(observer.takeRecords()).toEqual([]);
});

test("it is modal, has a name, and is empty while it is closed", () => {
  const { close } = open(FLOWS.idle);
  expect(screen.getByRole("dialog", { name: "Import products" })).toHaveProperty("open", true);
  close();
  const [dialog] = document.getElementsByTagName("dialog");
  expect(dialog).toMatchObject({ open: false, textContent: "" });
});

test("Escape and the cross close it, and leave the import alone", () => {
  const [onClose, cancel, reset] = [vi.fn(), vi.fn(), vi.fn()];
  open({ ...FLOWS.uploading, cancel, reset }, onClose);
  fireEvent.click(button("Close"));
  expect(onClose).toHaveBeenCalledOnce();
  // What a browser does on Escape.
  act(() => screen.getByRole<HTMLDialogElement>("dialog").close());
  expect(onClose).toHaveBeenCalledTimes(2);
  expect(cancel).not.toHaveBeenCalled();
  expect(reset).not.toHaveBeenCalled();
});

test("closed from outside, it does not say that the user has closed it", () => {
  const onClose = vi.fn();
  const { close } = open(FLOWS.uploading, onClose);
  close();
  expect(onClose).not.toHaveBeenCalled();
});

test("where all can be corrected, the corrected file is what to take", () => {
  const { report } = FLOWS.refused;
  const problems = FLOWS.refused.problems.filter(({ fix }) => fix?.safe);
  open({ ...FLOWS.refused, problems, report: report && { ...report, problems } });
  expect(screen.getByText(/^Nothing was sent\. Use the corrected file/)).toBeTruthy();
});

test("an import that was canceled for what Medusa would change can go on with the corrected file", async () => {
  const start = vi.fn();
  const { problems, report } = FLOWS.confirmChanges;
  open({ ...FLOWS.canceled, problems, report, start, repair: async () => CSV });
  fireEvent.click(button("Use the corrected file"));
  await waitFor(() => expect(start.mock.calls).toEqual([[CSV]]));
});

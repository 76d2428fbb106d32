import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { BatchJobsPanel, type BatchJobsPanelProps } from "medusa-batch-jobs/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Shop } from "../support/shop.js";
import { enter, tabTo } from "./support/keyboard.js";

// The checker is loaded when the first file is checked, which takes its time.
configure({ asyncUtilTimeout: 20_000 });

const HEADER =
  "Product Handle;Product Title;Variant Title;Variant Inventory Quantity;Option 1 Name;Option 1 Value\n";
const CSV = `${HEADER}mug;Mug;Small;1;Size;S\n`;

const clicks = vi.spyOn(HTMLAnchorElement.prototype, "click");
beforeEach(() => void clicks.mockReset().mockImplementation(() => {}));
afterEach(() => clicks.mockReset());

function csvFile(content = CSV): File {
  return new File([content], "mugs.csv", { type: "text/csv" });
}

/** A panel at a shop whose jobs take a step each time that they are looked at. */
function panel(props: BatchJobsPanelProps = {}, shop = new Shop({ tick: 0 })) {
  const { unmount } = shop.render(<BatchJobsPanel {...props} />);
  const count = (pattern: RegExp) => shop.requests.filter((text) => pattern.test(text)).length;
  return {
    shop,
    unmount,
    counts: () => ({
      uploads: count(/^POST \/admin\/uploads\/protected$/),
      creates: count(/^POST \/admin\/batch-jobs$/),
      confirms: count(/\/confirm$/),
      cancels: count(/\/cancel$/),
    }),
  };
}

function press(name: string, where = screen.getByRole("region", { name: "Imports and exports" })) {
  fireEvent.click(within(where).getByRole("button", { name }));
}

function choose(file: File) {
  fireEvent.change(screen.getByLabelText(/CSV file/), { target: { files: [file] } });
}

function dialog() {
  return screen.getByRole("dialog", { name: "Import products" });
}

/** Until the heading of the dialog says so. */
async function headed(name: string) {
  return within(dialog()).findByRole("heading", { level: 3, name });
}

/** Until the newest job of the list says so. */
async function newest(text: string) {
  await waitFor(() => {
    const list = screen.getByRole("list", { name: /newest first/ });
    expect(list.firstElementChild?.textContent).toContain(text);
  });
}

test("a file is imported from the drop to its counts: one upload, one job, one confirm", async () => {
  const { shop, counts } = panel();
  await screen.findByText("No imports or exports yet");
  press("Import products");
  fireEvent.drop(screen.getByLabelText(/CSV file/), { dataTransfer: { files: [csvFile()] } });
  await headed("1 product to create; 1 variant to create");
  expect(shop.fake.products).toEqual([]);
  press("Import", dialog());
  await headed("Imported");
  expect(within(dialog()).getByText("1 product created; 1 variant created")).toBeTruthy();
  expect(shop.fake.products.map(({ handle }) => handle)).toEqual(["mug"]);
  expect(counts()).toEqual({ uploads: 1, creates: 1, confirms: 1, cancels: 0 });
  await newest("Completed1 product created; 1 variant created");
});

test("a file that is refused is corrected and imported, and nothing is sent before", async () => {
  const { shop, counts } = panel();
  press("Import products");
  choose(csvFile(`\ufeff${CSV}`));
  await headed("Medusa would refuse this file");
  expect(counts()).toMatchObject({ uploads: 0, creates: 0 });
  press("Use the corrected file", dialog());
  await headed("1 product to create; 1 variant to create");
  expect(within(dialog()).getByText("mugs-corrected.csv")).toBeTruthy();
  press("Import", dialog());
  await headed("Imported");
  expect(shop.fake.products).toHaveLength(1);
});

test("what Medusa would change is shown before the confirm, and the corrected file can go in its place", async () => {
  const { counts } = panel();
  press("Import products");
  choose(
    csvFile(CSV.replace(";Option 1 Name", ";Price EUR;Option 1 Name").replace("1;S", "1;10,50;S")),
  );
  await headed("1 product to create; 1 variant to create");
  expect(within(dialog()).getByText(/Changed without a word/)).toBeTruthy();
  press("Cancel", dialog());
  await headed("Canceled. Nothing was written.");
  press("Use the corrected file", dialog());
  await headed("1 product to create; 1 variant to create");
  expect(within(dialog()).queryByText(/Changed without a word/)).toBeNull();
  press("Import", dialog());
  await headed("Imported");
  expect(counts()).toEqual({ uploads: 2, creates: 2, confirms: 1, cancels: 1 });
});

test("by keys alone, a file is imported", async () => {
  panel();
  tabTo("Import products");
  enter();
  await headed("Choose a CSV file");
  expect(dialog().contains(document.activeElement)).toBe(true);
  tabTo(/CSV file/);
  choose(csvFile());
  const counted = await headed("1 product to create; 1 variant to create");
  expect(document.activeElement).toBe(counted);
  tabTo("Import");
  enter();
  expect(document.activeElement).toBe(await headed("Imported"));
  tabTo("Close");
  enter();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("closing the dialog leaves the import; its button says how far it is, and shows it again", async () => {
  const { counts } = panel();
  press("Import products");
  choose(csvFile());
  await headed("1 product to create; 1 variant to create");
  press("Close", dialog());
  expect(screen.queryByRole("dialog")).toBeNull();
  press("Confirm the import");
  await headed("1 product to create; 1 variant to create");
  press("Cancel", dialog());
  await headed("Canceled. Nothing was written.");
  expect(counts()).toMatchObject({ confirms: 0, cancels: 1 });
  fireEvent.click(within(dialog()).getAllByRole("button", { name: "Close" })[0] ?? dialog());
  press("Import products");
  await headed("Choose a CSV file");
});

test("a job that waits is confirmed or canceled in the list", async () => {
  const shop = new Shop({ tick: 0, products: [{ handle: "cup", title: "Cup" }] });
  await shop.createJob("product-export", true);
  panel({}, shop);
  await newest("Needs confirmation1 product to export");
  press("Confirm");
  await newest("Completed1 product exported");
  await shop.createJob("order-export", true);
  await newest("Needs confirmation");
  press("Cancel");
  await newest("Canceled. Nothing was written.");
});

test("an export shows that it goes on, and stays to be downloaded", async () => {
  const { counts, shop } = panel();
  press("Export orders");
  await screen.findByRole("button", { name: "Exporting orders …" });
  const download = await screen.findByRole("button", { name: "Download orders" });
  expect(screen.getByRole("button", { name: "Export orders" })).toBeTruthy();
  expect(clicks).not.toHaveBeenCalled();
  fireEvent.click(download);
  await waitFor(() => expect(clicks).toHaveBeenCalledOnce());
  expect(clicks.mock.contexts).toMatchObject([{ href: expect.stringMatching(/exports\/orders/) }]);
  expect(counts()).toMatchObject({ creates: 1 });
  expect(shop.fake.jobs).toHaveLength(1);
});

test("an export of the list is downloaded from an address that is asked for then", async () => {
  const shop = new Shop({ tick: 0 });
  await shop.createJob();
  panel({}, shop);
  await newest("Completed");
  expect(shop.requests.join()).not.toContain("download-url");
  press("Download");
  await waitFor(() => expect(clicks).toHaveBeenCalledOnce());
  expect(shop.requests.join()).toContain("download-url");
});

test("leaving the page leaves the job", async () => {
  const { shop, unmount, counts } = panel();
  press("Import products");
  choose(csvFile());
  await headed("1 product to create; 1 variant to create");
  unmount();
  expect(counts()).toMatchObject({ confirms: 0, cancels: 0 });
  expect(shop.fake.jobs).toMatchObject([{ status: "pre_processed" }]);
});

test("after a reload the import is there again", async () => {
  sessionStorage.clear();
  const { shop, unmount } = panel({ storage: sessionStorage });
  press("Import products");
  choose(csvFile());
  await headed("1 product to create; 1 variant to create");
  unmount();
  shop.queryClient.clear();
  panel({ storage: () => sessionStorage }, shop);
  fireEvent.click(await screen.findByRole("button", { name: "Confirm the import" }));
  await headed("1 product to create; 1 variant to create");
  press("Import", dialog());
  await headed("Imported");
  sessionStorage.clear();
});

test("a server that does not answer is told of until it does", async () => {
  const { shop } = panel();
  await screen.findByText("No imports or exports yet");
  shop.isDown = true;
  expect(await screen.findByText("No answer from the server. Trying again …")).toBeTruthy();
  shop.isDown = false;
  await waitFor(() => expect(screen.queryByText(/No answer/)).toBeNull());
});

test("a login that is not valid is an error, with a button to try again", async () => {
  const shop = new Shop({ tick: 0 });
  shop.isLoggedOut = true;
  panel({}, shop);
  const alert = await screen.findByRole("alert");
  expect(screen.queryByText("Loading …")).toBeNull();
  shop.isLoggedOut = false;
  act(() => within(alert).getByRole("button", { name: "Try again" }).click());
  await screen.findByText("No imports or exports yet");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is imported and exported, since when and in which words, can be chosen", async () => {
  const { shop } = panel({
    imports: [],
    exports: ["stock-export"],
    types: ["order-export"],
    since: "2026-01-01T00:00:00.000Z",
    labels: { title: "Orders", empty: "Nothing" },
  });
  await screen.findByText("Nothing");
  const region = screen.getByRole("region", { name: "Orders" });
  const buttons = within(region).getAllByRole("button");
  expect(buttons.map(({ textContent }) => textContent)).toEqual(["Export stocks"]);
  expect(shop.requests[0]).toContain("order-export");
  expect(shop.requests[0]).toContain("2026-01-01T00:00:00.000Z");
});

import { waitFor } from "@testing-library/react";
import { useImport } from "medusa-batch-jobs/react";
import { type ReactNode, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { CONFIRM, CREATE, ImportPage, memory, Shop, UPLOAD } from "./import-page.js";

/** The same shop and storage in a page that is loaded anew. */
function reload(page: ImportPage): ImportPage {
  page.leave();
  page.shop.takeRequests();
  return new ImportPage({ shop: page.shop, storage: page.storage });
}

test("left while it is uploaded, nothing is created", async () => {
  const page = new ImportPage();
  page.start();
  expect(page.flow.phase).toBe("uploading");
  page.leave();
  await page.isQuiet();
  expect(page.shop.fake.jobs).toEqual([]);
  expect(page.settled).toEqual([]);
});

test("left while it is checked, nothing is sent", async () => {
  const page = new ImportPage({ check: undefined });
  const answer = page.shop.hold(/^GET/);
  page.start();
  await waitFor(() => expect(page.count(/^GET/)).toBeGreaterThan(0));
  expect(page.flow.phase).toBe("checking");
  page.leave();
  answer();
  await page.isQuiet();
  expect(page.counts).toEqual({ uploads: 0, creates: 0, confirms: 0, cancels: 0 });
  expect(page.settled).toEqual([]);
  expect(page.keptId).toBeUndefined();
});

test("left while the job is created, its id is kept all the same, and it is asked for no more", async () => {
  const page = new ImportPage();
  const answer = page.shop.hold(CREATE);
  page.start();
  await waitFor(() => expect(page.count(CREATE)).toBe(1));
  page.leave();
  answer();
  await waitFor(() => expect(page.keptId).toBe(page.job.id));
  await page.isQuiet();
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 0 });
  expect(page.count(/^GET .*batch-jobs/)).toBe(0);
});

test.each(["preparing", "awaiting-confirmation", "processing"] as const)(
  "left while it is %s, the job is left alone, and found again after a reload",
  async (phase) => {
    const page = new ImportPage();
    await page.startTo(phase);
    const { status } = page.job;
    page.leave();
    await page.isQuiet();
    expect(page.job.status).toBe(status);
    const again = reload(page);
    expect(again.flow.phase).toBe("idle");
    await again.shows(phase);
    expect(again.flow).toMatchObject({ fileName: undefined, problems: [] });
    if (phase === "preparing") again.advance();
    if (phase !== "processing") {
      await again.shows("awaiting-confirmation");
      again.confirm();
      await waitFor(() => expect(again.flow.job?.status).toBe("confirmed"));
    }
    again.advance();
    await again.shows("done");
    expect(again.settled.map((state) => state.phase)).toEqual(["done"]);
    const confirms = phase === "processing" ? 0 : 1;
    expect(again.counts).toEqual({ uploads: 0, creates: 0, confirms, cancels: 0 });
    await again.isQuiet();
  },
);

test("left right after the click, the confirmation is sent, and nothing after it", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  page.confirm();
  page.leave();
  await waitFor(() => expect(page.job.status).toBe("confirmed"));
  expect(page.count(CONFIRM)).toBe(1);
  await page.isQuiet();
});

test("what is canceled after a reload is canceled", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  const again = reload(page);
  await again.shows("awaiting-confirmation");
  again.cancel();
  await again.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(again.flow).toMatchObject({ applied: false, error: undefined });
});

test("what had ended before a reload is shown, and not told again; a reset forgets it", async () => {
  const page = new ImportPage();
  await page.startTo("processing");
  page.advance();
  await page.shows("done");
  const again = reload(page);
  await again.shows("done");
  expect(again.settled).toEqual([]);
  again.reset();
  expect(again.flow.phase).toBe("idle");
  expect(again.keptId).toBeUndefined();
});

test.each([
  ["is not there any more", "batch_01", "test_api_token_admin"],
  ["is no id", "no id/..", "test_api_token_admin"],
])("a kept job that %s is forgotten", async (_, id) => {
  const storage = memory();
  storage.setItem("medusa-batch-jobs:import", id);
  const page = new ImportPage({ storage });
  await waitFor(() => expect(page.keptId).toBeUndefined());
  expect(page.flow).toMatchObject({ phase: "idle", error: undefined });
  expect(page.settled).toEqual([]);
});

test("a kept job of somebody else's is forgotten", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  const storage = memory();
  storage.setItem("medusa-batch-jobs:import", id);
  const client = shop.clientOf("test_api_token_other");
  const page = new ImportPage({ shop, storage, client });
  await waitFor(() => expect(page.keptId).toBeUndefined());
  expect(page.flow.phase).toBe("idle");
});

test("a storage that throws does not break the import", async () => {
  const forbidden = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  const page = new ImportPage({
    storage: { ...memory(), getItem: forbidden, setItem: forbidden, removeItem: forbidden },
  });
  await page.startTo("processing");
  page.advance();
  await page.shows("done");
});

test("a server renders it, and does not touch the storage", () => {
  const shop = new Shop();
  const storage = () => {
    throw new Error("There is none.");
  };
  function Phase({ children }: { children?: ReactNode }) {
    return (
      <p>
        {useImport({ storage }).phase} {children}
      </p>
    );
  }
  const html = renderToString(
    <StrictMode>
      <shop.Providers>
        <Phase />
      </shop.Providers>
    </StrictMode>,
  );
  expect(html).toContain("idle");
  expect(shop.requests).toEqual([]);
  expect(UPLOAD.test(html)).toBe(false);
});

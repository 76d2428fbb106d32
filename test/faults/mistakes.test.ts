import { Medusa } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultServer } from "./fault-server.js";
import { reportTally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";

type BatchJobs = Medusa["admin"]["batchJobs"];

/** Calls as JavaScript makes them, which no compiler checks. */
type Call = (batchJobs: BatchJobs) => PromiseLike<unknown> | unknown;

const CSV = "Product Handle;Product Title\r\ncup;Cup\r\n";
const EXPORT = { type: "product-export", context: {} };

let server: FaultServer;
let batchJobs: BatchJobs;

reportTally();
beforeEach(async () => {
  server = await FaultServer.start();
  batchJobs = new Medusa({ baseUrl: server.baseUrl, apiKey: API_KEY }).admin.batchJobs;
});
afterEach(() => server.close());

/** What a call comes to, whichever way it fails. */
async function outcomeOf(call: Call): Promise<unknown> {
  try {
    return await call(batchJobs);
  } catch (error) {
    return error;
  }
}

function firstOf(changes: AsyncIterable<unknown>): Promise<unknown> {
  return changes[Symbol.asyncIterator]().next();
}

const loose = (call: (batchJobs: Record<string, (...values: unknown[]) => unknown>) => unknown) =>
  Object(call);

const mistakes: Record<string, Record<string, Call>> = {
  "an import that the server would hang on for ever": {
    "no fileKey": (jobs) => jobs.create({ type: "product-import" as string, context: {} }),
    "an empty fileKey": (jobs) => jobs.create({ type: "product-import", context: { fileKey: "" } }),
    "a fileKey that is none": loose((jobs) =>
      jobs.create?.({ type: "product-import", context: { fileKey: 5 } }),
    ),
    "prices without a fileKey": (jobs) =>
      jobs.create({ type: "price-list-import" as string, context: { price_list_id: "pl_1" } }),
    "by run": (jobs) => jobs.run({ type: "product-import" as string, context: {} }),
  },
  "an option that nobody reads": {
    "dry_run of importFile, which would write": loose((jobs) =>
      jobs.importFile?.(CSV, { dry_run: true }),
    ),
    "onupdate of importFile": loose((jobs) => jobs.importFile?.(CSV, { onupdate: () => {} })),
    "a string in place of exportFile's options": loose((jobs) => jobs.exportFile?.("order-export")),
    "until of exportFile": loose((jobs) => jobs.exportFile?.({ until: "pre_processed" })),
    "confirm of exportFile": loose((jobs) => jobs.exportFile?.({ confirm: true })),
    "retries of wait": loose((jobs) => jobs.wait?.("batch_1", { retries: 2 })),
    "confrim of run": loose((jobs) => jobs.run?.(EXPORT, { confrim: true })),
    "Timeout of watch": (jobs) => firstOf(jobs.watch(["batch_1"], Object({ Timeout: 5 }))),
    "retries of retrieve": loose((jobs) => jobs.retrieve?.("batch_1", {}, { retries: 2 })),
    "timeout among the headers": loose((jobs) => jobs.list?.({}, { timeout: 1, "x-shop": "a" })),
    "signal among the headers": loose((jobs) => jobs.create?.(EXPORT, { signal: null })),
    "retries in the place of headers and options": loose((jobs) =>
      jobs.list?.({}, { timeout: 1, retries: 2 }),
    ),
  },
  "an option that makes no sense": {
    "until: completed": loose((jobs) => jobs.wait?.("batch_1", { until: "completed" })),
    "a timeout as text": loose((jobs) => jobs.wait?.("batch_1", { timeout: "1h" })),
    "a callback that is none": loose((jobs) => jobs.wait?.("batch_1", { onUpdate: "log" })),
    "a confirm that is none": loose((jobs) => jobs.run?.(EXPORT, { confirm: "yes" })),
    "an empty key": (jobs) => jobs.create(EXPORT, {}, { idempotencyKey: "" }),
    "an empty type of importFile": (jobs) => jobs.importFile(CSV, { type: "" }),
    "a context that is no JSON": (jobs) => jobs.importFile(CSV, { context: { size: 1n } }),
    "a price list that is missing": (jobs) =>
      jobs.importFile(CSV, { type: "price-list-import" as string }),
  },
  "a file that is surely no CSV": {
    "a path as text": (jobs) => jobs.importFile("products.csv"),
    "a path that leads nowhere": (jobs) => jobs.importFile({ path: "no-such-file.csv" }),
    "a folder": (jobs) => jobs.importFile({ path: "." }),
    "an Excel file": (jobs) => jobs.importFile(new Blob(["PK\u0003\u0004..."])),
    "a web page": (jobs) => jobs.importFile("<!DOCTYPE html>\n<html><p>a,b"),
    "a PDF": (jobs) => jobs.importFile(new TextEncoder().encode("%PDF-1.7\n1;2\n")),
    JSON: (jobs) => jobs.importFile('[{"a":1},\n{"a":2}]'),
    "UTF-16": (jobs) => jobs.importFile(new Uint8Array([0xff, 0xfe, 65, 0, 59, 0])),
    nothing: loose((jobs) => jobs.importFile?.(undefined)),
    "an empty file": (jobs) => jobs.importFile(new File([], "products.csv")),
  },
  "an id that is none, among good ones": {
    "one that leaves the path": (jobs) => firstOf(jobs.watch(["batch_1", "../bad"])),
    "a very long one": (jobs) => firstOf(jobs.watch(["batch_1", "b".repeat(20_000)])),
  },
};

for (const [kind, calls] of Object.entries(mistakes)) {
  describe(`nothing is sent for ${kind}`, () => {
    it.each(Object.entries(calls))("%s", async (_name, call) => {
      expect(await outcomeOf(call)).toMatchObject({
        name: "MedusaInvalidRequestError",
        code: "invalid_argument",
      });
      // A request that was on its way all the same would be here before this one's answer.
      await batchJobs.list();
      expect(server.requests).toHaveLength(1);
    });
  });
}

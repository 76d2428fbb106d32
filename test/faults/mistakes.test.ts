import { AdminBatchJobsResource, Medusa } from "medusa-batch-jobs";
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
let medusa: Medusa;
let batchJobs: BatchJobs;

reportTally();
beforeEach(async () => {
  server = await FaultServer.start();
  medusa = new Medusa({ baseUrl: server.baseUrl, apiKey: API_KEY });
  batchJobs = medusa.admin.batchJobs;
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
    "a timeout in the place of a query": loose((jobs) => jobs.list?.({ timeout: 1 })),
    "a signal in the place of a query": loose((jobs) =>
      jobs.list?.({ signal: new AbortController().signal }),
    ),
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

/** A method, by its path from a client, and arguments that a compiler would refuse; and what is said of them. */
const WORDS: [method: string, given: unknown[], words: string][] = [
  // An answer in the place of what it holds, and the like
  [
    "admin.batchJobs.wait",
    [{ batch_job: { id: "batch_1" } }],
    "not an object. Pass answer.batch_job.",
  ],
  ["admin.batchJobs.wait", [Promise.resolve()], "not a Promise. Await it first."],
  [
    "admin.batchJobs.wait",
    [[{ id: "batch_1" }]],
    "not an array. For several jobs, there is watch.",
  ],
  ["admin.batchJobs.wait", [{ batch_jobs: [] }], "It is a list: pass one of its batch_jobs."],
  [
    "admin.batchJobs.wait",
    [null],
    "What is followed must be a batch job, or a batch job's id, not null.",
  ],
  ["admin.batchJobs.watch", [{ batch_jobs: [] }], "not an object. Pass answer.batch_jobs."],
  [
    "admin.batchJobs.watch",
    [null],
    "What is watched must be an array, each a job or a batch job's id, not null.",
  ],
  ["admin.batchJobs.watch", [[{ batch_job: {} }]], "not an object. Pass answer.batch_job."],
  [
    "admin.batchJobs.retrieve",
    [{ id: "batch_1" }],
    'A batch job\'s id must be a string like "batch_01HXYZ", not an object. Pass job.id.',
  ],
  ["admin.batchJobs.confirm", [{ id: "batch_1" }], "not an object. Pass job.id."],
  ["admin.batchJobs.cancel", [{ batch_job: { id: "batch_1" } }], "Pass answer.batch_job.id."],
  ["admin.batchJobs.retrieve", ["batch 1"], 'not "batch 1" (a string).'],
  ["admin.batchJobs.retrieve", [5], "not 5."],

  // What is created
  [
    "admin.batchJobs.create",
    [null],
    'What to create must be { type: "product-export", context: {} } or the like, not null.',
  ],
  ["admin.batchJobs.create", ["product-export"], 'not "product-export" (a string).'],
  [
    "admin.batchJobs.create",
    [{ ...EXPORT, context: null }],
    "context must be an object, {} if there is nothing to say, not null.",
  ],
  [
    "admin.batchJobs.create",
    [{ ...EXPORT, dry_run: "true" }],
    'dry_run must be true or false, not "true" (a string).',
  ],
  [
    "admin.batchJobs.create",
    [{ ...EXPORT, dry_run: null }],
    "dry_run must be true or false, not null.",
  ],
  ["admin.batchJobs.create", [{ type: 5, context: {} }], "type must be a type of job"],
  ["admin.batchJobs.run", [undefined], "What to create must be"],
  [
    "admin.batchJobs.run",
    [EXPORT, { confirm: "yes" }],
    'confirm must be true, false, or a function of the prepared job, not "yes" (a string).',
  ],
  ["admin.batchJobs.exportFile", ["order-export"], "must be an object of options, not a string."],
  ["admin.batchJobs.importFile", [5], "The file to import must be a { path }, a file: URL"],
  [
    "admin.batchJobs.importFile",
    [CSV, "product-import"],
    "must be an object of options, not a string.",
  ],

  // Lists
  [
    "admin.batchJobs.list",
    [null],
    "The query of a list must be an object, not null. Leave it out where there is no filter.",
  ],
  ["admin.batchJobs.list", ["failed"], 'not "failed" (a string). Leave it out'],
  [
    "admin.batchJobs.list",
    [{ limit: "5" }],
    'limit must be a whole number of at least 1, not "5" (a string).',
  ],
  ["admin.batchJobs.list", [{ limit: 0 }], "not 0. To read all jobs, iterate over the list."],
  [
    "admin.batchJobs.list",
    [{ offset: -1 }],
    "offset must be a whole number of at least 0, not -1.",
  ],
  [
    "admin.batchJobs.list",
    [{ created_at: { gte: "yesterday" } }],
    'created_at[gte] must be a Date, an ISO string or milliseconds, not "yesterday" (a string).',
  ],
  [
    "admin.batchJobs.list",
    [{ created_at: { from: new Date() } }],
    'A bound of created_at must be lt, lte, gt or gte, not "from" (a string).',
  ],
  [
    "admin.batchJobs.list",
    [{ created_at: "2026-11-23" }],
    'created_at must be { lt, lte, gt, gte }, not "2026-11-23" (a string).',
  ],
  [
    "admin.batchJobs.list",
    [{ order: "createdAt" }],
    "order must be one of id, type, context, result, created_by, created_at",
  ],
  [
    "admin.batchJobs.list",
    [{ order: "-nope" }],
    'with a "-" in front for descending, not "-nope" (a string).',
  ],
  ["admin.batchJobs.list", [{ fields: "id,nope" }], "fields must be one of id, type, context"],
  [
    "admin.batchJobs.list",
    [{ expand: "user" }],
    'expand must be "created_by_user", the only relation, not "user" (a string).',
  ],
  [
    "admin.batchJobs.list",
    [{ status: "done" }],
    'status "done" (a string) is no status of a batch job. There are: created, ',
  ],
  [
    "admin.batchJobs.list",
    [{ id: { id: "batch_1" } }],
    "an array of them, not an object. Pass job.id.",
  ],

  // Logins and files
  [
    "admin.auth.createSession",
    ["me@shop.example", "secret of mine"],
    "A login must be { email, password }, two strings in one object.",
  ],
  [
    "admin.auth.createSession",
    [{ email: "me@shop.example", passwort: "secret of mine" }],
    "A login must be { email, password }",
  ],
  ["admin.auth.getToken", [undefined], "A login must be { email, password }"],
  ["admin.uploads.create", ["products.csv"], 'not "products.csv" (a string).'],
  [
    "admin.uploads.create",
    [null],
    "A file to upload must be a { path }, a file: URL, a File, a Blob, a Uint8Array or an unread { name, stream }, not null.",
  ],
  [
    "admin.uploads.getPresignedDownloadUrl",
    ["exports/a.csv"],
    'The file must be { file_key: "…" }, not "exports/a.csv" (a string).',
  ],
  [
    "admin.uploads.delete",
    [{ fileKey: "a.csv" }],
    'The file must be { file_key: "…" }, not an object.',
  ],

  // Any request
  [
    "admin.custom.get",
    ["https://shop.example/admin/products"],
    'A path must be one below baseUrl, as "/admin/batch-jobs"',
  ],
  ["admin.custom.get", [new URL("https://shop.example")], "not a URL."],
  [
    "admin.custom.get",
    ["/products", "limit=5"],
    'A query must be an object of filters, not "limit=5" (a string).',
  ],
  [
    "client.request",
    ["get", "/admin/store"],
    'A method must be one of GET, POST, DELETE, not "get" (a string).',
  ],
  [
    "admin.batchJobs.retrieve",
    ["batch_1", {}, new AbortController().signal],
    "must be an object of options, not an AbortSignal.",
  ],
  [
    "admin.batchJobs.retrieve",
    ["batch_1", new AbortController().signal],
    "customHeaders must be an object",
  ],
  [
    "admin.batchJobs.retrieve",
    ["batch_1", {}, { signal: new AbortController() }],
    "signal must be an AbortSignal, not an AbortController.",
  ],
  ["admin.batchJobs.retrieve", ["batch_1", {}, { timeout: "5s" }], 'not "5s" (a string).'],
  ["admin.batchJobs.retrieve", ["batch_1", {}, null], "must be an object of options, not null."],
  [
    "admin.batchJobs.retrieve",
    ["batch_1", { "x-own": "secret of mine\n" }],
    "It ends in a line break, as what is read from a file does: trim() it.",
  ],
  [
    "admin.batchJobs.wait",
    ["batch_1", { until: "done" }],
    'until must be one of settled, pre_processed, finished, not "done" (a string).',
  ],
  ["admin.batchJobs.wait", ["batch_1", 5000], "must be an object of options, not a number."],
  [
    "admin.batchJobs.wait",
    ["batch_1", { onUpdate: Promise.resolve() }],
    "onUpdate must be a function, not a Promise.",
  ],
  [
    "setPublishableKey",
    ["pk_secret of mine\n"],
    "The publishable key must be of printable ASCII characters. It ends in a line break",
  ],
];

describe("what is given wrong is named, with what to do; nothing is sent", () => {
  it.each(WORDS)("%s(%j)", async (path, given, words) => {
    const names = path.split(".");
    const method = names.pop() ?? "";
    const owner = names.reduce<object>((at, name) => Reflect.get(at, name), medusa);
    const outcome = await outcomeOf(async () => {
      const made: unknown = await Reflect.apply(Reflect.get(owner, method), owner, given);
      return method === "watch" ? firstOf(made as AsyncIterable<unknown>) : made;
    });
    expect(outcome).toMatchObject({
      name: "MedusaInvalidRequestError",
      message: expect.stringContaining(words),
    });
    expect(String(outcome)).not.toContain("secret of mine");
    await batchJobs.list();
    expect(server.requests).toHaveLength(1);
  });

  it.each<[unknown, string]>([
    [
      "http://me:secret@shop.example",
      "the configuration must be an object of options, not a string.",
    ],
    [null, "the configuration must be an object of options, not null."],
    [{ debug: true }, 'the configuration has no option "debug". It knows: baseUrl, '],
    [{ maxRetries: "3" }, 'maxRetries must be a whole number of at least 0, not "3" (a string).'],
    [
      { apiKey: "secret\n" },
      "apiKey must be of printable ASCII characters. It ends in a line break",
    ],
    [{ customHeaders: "secret" }, "customHeaders must be an object"],
    [{ axiosAdapter: true }, "axiosAdapter must be a function, as axios's adapters are, not true."],
    [{ httpsAgent: "ca.pem" }, 'httpsAgent must be an Agent of Node\'s, not "ca.pem" (a string).'],
    [{ onRetry: console }, "onRetry must be a function, not a"],
  ])("new Medusa(%j)", (config, words) => {
    const construct = () => Reflect.construct(Medusa, [config]);
    expect(construct).toThrow(words);
    expect(construct).not.toThrow("secret");
  });

  it("a resource that is made of a configuration", () => {
    const construct = () => Reflect.construct(AdminBatchJobsResource, [{ baseUrl: "/" }]);
    expect(construct).toThrow(
      "What a resource sends through must be a Client: new Client(config), not an object.",
    );
  });
});

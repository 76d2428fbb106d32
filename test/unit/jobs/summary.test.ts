import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject } from "../../../src/http/kinds.js";
import { type BatchJob, type BatchJobResult, jobSummary } from "../../../src/index.js";
import { jobIn, TIMESTAMPS } from "./jobs.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures");

function isJob(value: object): value is BatchJob {
  return "type" in value && "created_at" in value && "id" in value;
}

/** All jobs anywhere in a value. */
function jobsIn(value: unknown): BatchJob[] {
  if (!isObject(value)) return [];
  return isJob(value) ? [value] : Object.values(value).flatMap(jobsIn);
}

function recorded(name: string): BatchJob[] {
  const text = readFileSync(join(FIXTURES, name), "utf8");
  const lines = name.endsWith(".jsonl") ? text.trim().split("\n") : [text];
  return lines.flatMap((line) => jobsIn(JSON.parse(line)));
}

const FILES = readdirSync(FIXTURES).filter((name) => /\.jsonl?$/.test(name));

/** What no line for people holds. */
const NONSENSE = /[\p{Cc}\p{Zl}\p{Zp}]|undefined|null|NaN|\[object| {2}|^ | $|^$/u;

describe("recorded jobs", () => {
  test.each([
    ["create-import-dry", "waits for the server to begin"],
    ["import-pre_processed", "waits for confirmation: 3 products to create; 3 variants to create"],
    ["import-confirmed", "in progress: 3 products to create; 3 variants to create"],
    ["import-completed", "3 products created; 3 variants created"],
    ["import-350-statuses", "350 products created; 350 variants created"],
    ["import-err-empty", "nothing imported"],
    ["import-err-headeronly", "nothing imported"],
    [
      "import-err-dupsku",
      'failed: Error while processing row with [(product id: null), (product handle: e2-1), (variant id: null), (variant sku: e2-sku-0)]: duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"',
    ],
    ["export-failed-processing", "failed: Cannot read properties of undefined (reading 'map')"],
    ["product-export-completed", "703 products exported (140 kB)"],
    ["order-export-completed", "0 orders exported (398 B)"],
    ["price-list-pre_processed", "waits for confirmation: 1 price row to create"],
    ["price-list-completed", "1 price row created"],
    ["cancel-before-processing", "canceled"],
    [
      "cancel-while-processing",
      "canceled, although it was applied: 350 products created; 350 variants created",
    ],
  ])("%s: %s", (name, summary) => {
    expect(jobSummary(recorded(`${name}.json`).at(-1) ?? expect.unreachable())).toBe(summary);
  });

  test.each(FILES)("all of %s are told on one line", (name) => {
    const jobs = recorded(name);
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) {
      // A server that says "undefined" itself is quoted.
      const said = JSON.stringify(job.result?.errors ?? []);
      const summary = jobSummary(job);
      if (!NONSENSE.test(said)) expect(summary).not.toMatch(NONSENSE);
      expect(summary).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    }
  });
});

describe("a job that", () => {
  const operations = { PRODUCT_CREATE: 3, PRODUCT_UPDATE: 2, VARIANT_CREATE: 7, VARIANT_UPDATE: 0 };
  const said = (message: string) => ({ stat_descriptors: [{ key: "a", name: "A", message }] });

  test.each<[string, string, BatchJob["status"], BatchJobResult | null]>([
    [
      "3 products created, 2 updated; 7 variants created",
      "product-import",
      "completed",
      { operations },
    ],
    [
      "1 product updated",
      "product-import",
      "completed",
      { operations: { PRODUCT_CREATE: 0, PRODUCT_UPDATE: 1 } },
    ],
    [
      "waits for confirmation: 3 products to create, 2 to update; 7 variants to create",
      "product-import",
      "pre_processed",
      { operations },
    ],
    ["6 imported", "product-import", "completed", { count: 6 }],
    [
      "nothing imported, and the price list is empty now",
      "price-list-import",
      "completed",
      { operations: { PRICE_LIST_PRICE_CREATE: 0 } },
    ],
    [
      "waits for confirmation: nothing to import, but the price list will be empty",
      "price-list-import",
      "pre_processed",
      { operations: { PRICE_LIST_PRICE_CREATE: 0 } },
    ],
    [
      "2 price rows created",
      "price-list-import",
      "completed",
      { operations: { PRICE_LIST_PRICE_CREATE: 2 } },
    ],
    ["12 orders exported (34 kB)", "order-export", "completed", { count: 12, file_size: 34_210 }],
    ["1 order exported (1.3 MB)", "order-export", "completed", { count: 1, file_size: 1_310_000 }],
    ["0 products exported (0 B)", "product-export", "completed", { count: 0, file_size: 0 }],
    [
      "waits for confirmation: 5 products to export",
      "product-export",
      "pre_processed",
      said("There will be 5 products exported by this action"),
    ],
    [
      "in progress, 35 %: 20 products to export",
      "product-export",
      "processing",
      { count: 20, advancement_count: 7 },
    ],
    ["in progress", "product-export", "confirmed", null],
    ["waits for the server to begin", "product-export", "created", null],
    ["completed", "product-export", "completed", null],
    ["canceled", "product-import", "canceled", { operations }],
    ["failed: the server does not say why", "product-import", "failed", { operations }],
    [
      "failed: first (and 2 more)",
      "product-import",
      "failed",
      { errors: ["first", "second", { message: "third", code: 1 }] },
    ],
    [
      "failed: a long one of two lines",
      "product-import",
      "failed",
      { errors: ["a long\n      one of\u2028two lines \u001b"] },
    ],
    ["12 processed", "publish-products", "completed", { count: 12 }],
    [
      "waits for confirmation: 12 will be published. Really",
      "publish-products",
      "pre_processed",
      { count: 12, ...said("12 will be published.\n   Really") },
    ],
    ["waits for confirmation: 12 to process", "publish-products", "pre_processed", { count: 12 }],
    [
      "4 customer groups exported (9.9 kB)",
      "customer-group-export",
      "completed",
      { count: 4, file_size: 9_900 },
    ],
    ["2 price sets deleted", "cleanup", "completed", { operations: { PRICE_SET_DELETE: 2 } }],
    ["completed", "cleanup", "completed", {}],
  ])("%s: %s, %s", (summary, type, status, result) => {
    expect(jobSummary(jobIn(status, { type, result }))).toBe(summary);
  });

  test("took effect although it ended otherwise says so", () => {
    const applied = {
      completed_at: "2026-11-23T10:00:00.000Z",
      type: "product-import",
      result: { operations, errors: ["could not serialize access"] },
    };
    expect(jobSummary(jobIn("canceled", applied))).toBe(
      "canceled, although it was applied: 3 products created, 2 updated; 7 variants created",
    );
    expect(jobSummary(jobIn("failed", applied))).toBe(
      "failed, although it was applied: 3 products created, 2 updated; 7 variants created: could not serialize access",
    );
  });

  test("is a mock without timestamps is told by its status", () => {
    const mock = (job: object): string => Reflect.apply(jobSummary, undefined, [job]);
    expect(mock({ id: "batch_1", status: "completed" })).toBe("completed");
    expect(mock({ id: "batch_1", status: "pre_processed" })).toBe("waits for confirmation");
    expect(mock({ id: "batch_1", status: "paused" })).toBe("paused");
    expect(mock({ id: "batch_1" })).toBe("in an unknown state");
  });
});

test("whatever a job holds, it is one line without nonsense", () => {
  const text = fc
    .string({ unit: "binary" })
    .filter((value) => !/undefined|null|NaN|\[object/.test(value));
  const number = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.constantFrom(0, 1, 999, 1000, 999_999, 1e12),
  );
  const anything = fc.oneof(number, text, fc.constantFrom(null, undefined, [], {}));
  const name = fc.constantFrom(
    "PRODUCT_CREATE",
    "PRODUCT_UPDATE",
    "X",
    "_",
    "PRICE_LIST_PRICE_CREATE",
  );
  const entry = fc.oneof(text, fc.record({ message: text, code: fc.oneof(text, fc.integer()) }));
  const result = fc.record(
    {
      count: anything,
      advancement_count: number,
      progress: number,
      file_size: anything,
      operations: fc.oneof(anything, fc.dictionary(name, anything)),
      stat_descriptors: fc.oneof(
        fc.array(fc.oneof(fc.record({ message: anything }), anything)),
        anything,
      ),
      // In JSON there is no NaN.
      errors: fc.oneof(fc.array(entry), text, fc.integer()),
    },
    { requiredKeys: [] },
  );
  const type = fc.oneof(
    fc.constantFrom("product-import", "order-export", "price-list-import", undefined),
    text.filter((value) => value.trim() !== ""),
  );
  const stamps = fc.record(
    Object.fromEntries(
      TIMESTAMPS.map((name) => [
        name,
        fc.constantFrom(null, undefined, "2026-11-23T10:00:00.000Z"),
      ]),
    ),
  );
  const status = fc.constantFrom(
    "created",
    "pre_processed",
    "confirmed",
    "processing",
    "completed",
    "canceled",
    "failed",
    "paused",
    undefined,
    null,
  );
  const job = fc.record({
    type,
    status,
    stamps,
    result: fc.oneof(result, fc.constantFrom(null, undefined)),
  });
  fc.assert(
    fc.property(job, ({ stamps, ...rest }) => {
      const summary: string = Reflect.apply(jobSummary, undefined, [
        { id: "batch_1", ...stamps, ...rest },
      ]);
      expect(summary).not.toMatch(NONSENSE);
    }),
    { numRuns: 2000 },
  );
});

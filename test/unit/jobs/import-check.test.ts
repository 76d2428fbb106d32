import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CheckReport, Shop } from "../../../src/csv/index.js";
import {
  type BatchJob,
  CsvCheckError,
  isMedusaError,
  type Medusa,
  MedusaInvalidRequestError,
} from "../../../src/index.js";
import { ScriptedAdmin } from "../csv/scripted-admin.js";
import { FastShop } from "./once/fast-shop.js";
import { ScriptedShop } from "./scripted-shop.js";

const HEADER =
  "Product Handle;Product Title;Product Status;Variant Title;Variant Inventory Quantity";
const GOOD = `${HEADER}\r\ncup;Cup;published;Small;3\r\n`;
const REFUSED = GOOD.replace("published", "Published");
const CHANGED = GOOD.replace("Small", "007");

const EMPTY_SHOP: Shop = {
  regions: [],
  currencies: [],
  storeCurrencies: [],
  salesChannels: [],
  collections: [],
  categories: [],
  featureFlags: {},
  products: [],
  variants: [],
};

let shop: FastShop;
let batchJobs: Medusa["admin"]["batchJobs"];

beforeEach(() => {
  shop = new FastShop();
  ({ batchJobs } = shop.client().admin);
});

/** What an import rejects with. */
async function refusal(importing: Promise<unknown>): Promise<CsvCheckError> {
  const error = await importing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CsvCheckError) return error;
  throw new Error(`It is no CsvCheckError: ${error}`);
}

describe("an import that is checked", () => {
  test("goes through if nothing is wrong", async () => {
    const { result } = await batchJobs.importFile(GOOD, { check: "strict" });
    expect(result?.operations).toMatchObject({ PRODUCT_CREATE: 1 });
  });

  test("sends nothing if Medusa would refuse the file", async () => {
    const error = await refusal(batchJobs.importFile(REFUSED, { check: true }));
    expect(error.report.verdict).toBe("refused");
    expect(shop.fake.requests).toEqual([]);
  });

  test("lets a file pass that Medusa changes, unless it is strict", async () => {
    await batchJobs.importFile(CHANGED, { check: true });
    expect(shop.changes).toEqual(["upload", "create"]);
    const error = await refusal(batchJobs.importFile(CHANGED, { check: "strict" }));
    expect(error.report.verdict).toBe("changes");
    expect(shop.changes).toEqual(["upload", "create"]);
  });

  test.each<[string, () => File | ReadableStream<Uint8Array>]>([
    ["a file", () => new File([GOOD], "cups.csv")],
    ["a stream, which can be read once", () => new Blob([GOOD]).stream()],
  ])("uploads %s as it is", async (_, file) => {
    let uploaded: unknown;
    const confirm = ({ context }: BatchJob) => {
      uploaded = shop.fake.files.get(String(context?.fileKey));
      return true;
    };
    await batchJobs.importFile(file(), { check: true, confirm });
    expect(uploaded).toBe(GOOD);
  });

  test("is judged as the server's version reads it: before 1.19, it has to have prices", async () => {
    const error = await refusal(batchJobs.importFile(GOOD, { check: true, medusa: "1.18" }));
    expect(error.message).toContain("price");
    expect(shop.fake.requests).toEqual([]);
    await batchJobs.importFile(GOOD, { check: true, medusa: "1.19" });
  });

  test("refuses what is refused without a check, although Medusa would call it completed", async () => {
    const importing = batchJobs.importFile(new Blob([" \r\n"]), { check: true });
    await expect(importing).rejects.toThrow("The file to import is empty.");
    expect(shop.fake.requests).toEqual([]);
  });

  test("ends with an abort, and sends nothing", async () => {
    const reason = new Error("enough");
    const options = { check: true, signal: AbortSignal.abort(reason) } as const;
    await expect(batchJobs.importFile(GOOD, options)).rejects.toBe(reason);
    expect(shop.fake.requests).toEqual([]);
  });

  test("ends with an abort while it is under way", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const rows = Array.from({ length: 50_000 }, (_, i) => `cup-${i};Cup;draft;Small;3\r\n`);
    const file = new Blob([`${HEADER}\r\n`, ...rows]);
    const importing = batchJobs.importFile(file, { check: true, signal: controller.signal });
    setTimeout(() => controller.abort(reason));
    await expect(importing).rejects.toBe(reason);
    expect(shop.fake.requests).toEqual([]);
  });

  test.each([
    [{ check: "yes" }, /check must be one of true, false, strict/],
    [{ check: true, fix: "all" }, /fix must be one of true, false/],
    [{ check: true, shop: "mine" }, /shop must be true, or what readShop\(\) resolves to/],
    [{ fix: true }, /set check to true/],
    [{ onCheck: () => {} }, /set check to true/],
    [{ check: true, onCheck: "log" }, /onCheck must be a function/],
    [{ check: false, shop: true }, /set check to true/],
    [{ check: true, type: "stock-sync" }, /nothing of "stock-sync"/],
  ])("is refused with the options %j", async (options, message) => {
    await expect(batchJobs.importFile(GOOD, Object(options))).rejects.toThrow(message);
    expect(shop.fake.requests).toEqual([]);
  });
});

describe("a file that is repaired", () => {
  const BROKEN = `\ufeff${GOOD}\r\n`;
  let uploaded: unknown;
  const confirm = ({ context }: BatchJob) => {
    uploaded = shop.fake.files.get(String(context?.fileKey));
    return true;
  };

  test("is imported as it is then, under its name", async () => {
    const file = new File([BROKEN], "cups.csv");
    const { context } = await batchJobs.importFile(file, { check: "strict", fix: true, confirm });
    expect(uploaded).toBe(GOOD);
    expect(context?.fileKey).toMatch(/cups\.csv$/);
  });

  test("is refused for what no repair can know, and nothing is sent", async () => {
    const file = BROKEN.replace(";3", ";many");
    const error = await refusal(batchJobs.importFile(file, { check: true, fix: true }));
    expect(error.report.problems).toMatchObject([{ rule: "no-integer", line: 2 }]);
    expect(shop.fake.requests).toEqual([]);
  });

  test("is what a key stands for: the same file is the same work, whatever the shop has by then", async () => {
    const options = { check: true, fix: true, idempotencyKey: "spring" } as const;
    const { id } = await batchJobs.importFile(BROKEN, options);
    expect(await batchJobs.importFile(BROKEN, options)).toMatchObject({ id, replayed: true });
    expect(await batchJobs.importFile(GOOD, options)).toMatchObject({ id, replayed: true });
  });
});

describe("a shop", () => {
  const taken = {
    id: "prod_1",
    handle: "cup",
    options: [],
    variants: [],
  };

  test("that is read is asked with the headers and the signal of the import, before anything is uploaded", async () => {
    const admin = new ScriptedAdmin(taken);
    const importing = new ScriptedShop("completed");
    importing.custom = admin.admin.custom;
    const customHeaders = { "x-shop": "north" };
    const { signal } = new AbortController();
    const options = { check: true, shop: true, customHeaders, signal };
    const error = await refusal(importing.import(GOOD, options));
    expect(error.message).toContain("Line 2: ");
    expect(error.report.problems[0]).toMatchObject({ rule: "taken-handle" });
    expect(importing.uploaded).toEqual([]);
    expect(new Set(admin.headers)).toEqual(new Set([customHeaders]));
    for (const asked of admin.options) expect(Object(asked).signal).toBe(signal);
  });

  test("is read through the client's own requests, unless told otherwise", async () => {
    await batchJobs.importFile(GOOD, { check: true });
    const changes = [...shop.changes];
    const error = await refusal(batchJobs.importFile(GOOD, { check: true }));
    expect(error.report.problems.map(({ rule }) => rule)).toContain("taken-handle");
    expect(shop.changes).toEqual(changes);
  });

  test("is not asked where it is not wanted", async () => {
    await batchJobs.importFile(GOOD, { check: true, shop: false });
    const paths = shop.fake.requests.map(({ path }) => path);
    expect(paths.filter((path) => !/uploads|batch-jobs/.test(path))).toEqual([]);
  });
});

describe("who imports", () => {
  const enough = new Error("too much");

  test("is told once what was found, the shop's part too, before anything is uploaded", async () => {
    const told: [CheckReport, string[]][] = [];
    const onCheck = (report: CheckReport) => told.push([report, [...shop.changes]]);
    const file = GOOD.replace("Status;", "Status;Sales Channel 1 Name;").replace(
      "published;",
      "published;b2b;",
    );
    await batchJobs.importFile(file, { check: true, onCheck });
    expect(told).toHaveLength(1);
    expect(told[0]?.[0]).toMatchObject({
      verdict: "changes",
      predicted: { PRODUCT_CREATE: 1, VARIANT_CREATE: 1 },
      problems: [{ rule: "unknown-channel", line: 2 }],
    });
    expect(told[0]?.[1]).toEqual([]);
  });

  test("is told of the repaired file", async () => {
    const rules: string[][] = [];
    const onCheck = ({ problems }: CheckReport) => rules.push(problems.map(({ rule }) => rule));
    await batchJobs.importFile(REFUSED, { check: true, fix: true, onCheck });
    expect(rules).toEqual([[]]);
  });

  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw enough;
      },
    ],
    ["rejects", () => Promise.reject(enough)],
  ])("ends the import, and nothing is uploaded, if it %s", async (_, onCheck) => {
    await expect(batchJobs.importFile(GOOD, { check: true, onCheck })).rejects.toBe(enough);
    expect(shop.changes).toEqual([]);
  });

  test("is waited for", async () => {
    let changes: string[] | undefined;
    const onCheck = async () => {
      await batchJobs.list();
      changes = [...shop.changes];
    };
    await batchJobs.importFile(GOOD, { check: true, onCheck });
    expect(changes).toEqual([]);
  });

  test.each([
    ["Medusa refuses", REFUSED, true],
    ["a strict check refuses", CHANGED, "strict"],
  ] as const)("is not told of what %s: the error has the report", async (_, file, check) => {
    const onCheck = vi.fn();
    await refusal(batchJobs.importFile(file, { check, onCheck }));
    expect(onCheck).not.toHaveBeenCalled();
  });

  test("is not told of what was done before", async () => {
    const onCheck = vi.fn();
    const options = { check: true, idempotencyKey: "spring", onCheck };
    await batchJobs.importFile(GOOD, options);
    expect(await batchJobs.importFile(GOOD, options)).toMatchObject({ replayed: true });
    expect(onCheck).toHaveBeenCalledOnce();
  });
});

describe("with a key", () => {
  test("what is applied needs no check, which would find it in the shop: it is looked up, and returned", async () => {
    const options = { idempotencyKey: "spring", check: "strict" } as const;
    const shop = { ...EMPTY_SHOP, products: [{ id: "prod_1", handle: "cup", options: [] }] };
    const first = await batchJobs.importFile(GOOD, { ...options, shop: EMPTY_SHOP });
    const again = await batchJobs.importFile(GOOD, { ...options, shop });
    expect(again).toMatchObject({ id: first.id, replayed: true });
    await refusal(batchJobs.importFile(GOOD, { check: "strict", shop }));
  });

  test("what is not applied is checked before anything is uploaded or created", async () => {
    await refusal(batchJobs.importFile(REFUSED, { idempotencyKey: "spring", check: true }));
    expect(shop.changes).toEqual([]);
    expect(shop.fake.requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("the error of a check", () => {
  const rows = Array.from({ length: 500 }, (_, i) => `cup-${i};Cup;Published;Small;3`);

  test("reads as what Medusa refuses, with line and remedy", async () => {
    const error = await refusal(batchJobs.importFile(REFUSED, { check: true }));
    expect(error).toBeInstanceOf(MedusaInvalidRequestError);
    expect(isMedusaError(error)).toBe(true);
    expect(error).toMatchObject({ name: "CsvCheckError", code: "invalid_argument" });
    expect(error.message).toMatch(/^Medusa would refuse the file, so nothing was sent\. Line 2: /);
    expect(error.response?.data).toMatchObject({ type: "invalid_data", message: error.message });
  });

  test("tells a cause once, in how many lines it is, and how many other problems there are", async () => {
    const others = ["a;;draft;S;x", "b;B;draft;S;1,5", "c;C;nonsense;S;1", ";D;draft;S;1"];
    const file = [HEADER, ...rows, ...others].join("\n");
    const error = await refusal(batchJobs.importFile(file, { check: true }));
    expect(error.message).toContain("Line 2 and 499 more: ");
    const more = error.report.problems.length - 3;
    expect(more).toBeGreaterThan(0);
    expect(error.message).toMatch(new RegExp(` ${more} more: see error\\.report\\.problems\\.$`));
  });

  test("is the same for another copy of the package, and is logged with its name", async () => {
    const error = await refusal(batchJobs.importFile(REFUSED, { check: true }));
    const { name, message, report } = JSON.parse(JSON.stringify(error));
    expect({ name, message }).toEqual({ name: error.name, message: error.message });
    expect(report.problems).toHaveLength(error.report.problems.length);
  });

  test("names who imports in its stack", async () => {
    async function importsCups() {
      await batchJobs.importFile(REFUSED, { check: true });
    }
    expect((await refusal(importsCups())).stack).toContain("importsCups");
  });
});

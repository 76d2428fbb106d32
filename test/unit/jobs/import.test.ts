import { describe, expect, test } from "vitest";
import {
  MedusaAPIError,
  MedusaConnectionError,
  MedusaInvalidRequestError,
  type UploadProgress,
} from "../../../src/index.js";
import { importFile } from "../../../src/jobs/import.js";
import type { ImportFile } from "../../../src/jobs/import-source.js";
import { jobIn } from "./jobs.js";
import { CSV, ScriptedShop } from "./scripted-shop.js";

/** With random digits in front: the server tells files apart by name and millisecond alone. */
function named(name: string) {
  return expect.stringMatching(new RegExp(`^[0-9a-f]{8}-${name.replace(".", "\\.")}$`));
}

describe("importing a file", () => {
  test("uploads it under a name that no other upload has", async () => {
    const shop = new ScriptedShop("completed");
    await Promise.all([shop.import(), shop.import()]);
    expect(new Set(shop.uploaded.map(({ name }) => name)).size).toBe(2);
  });

  test("uploads it, creates the job with its key, and waits", async () => {
    const shop = new ScriptedShop("created", "confirmed", "completed");
    await expect(shop.import()).resolves.toMatchObject({ status: "completed" });
    expect(shop.uploaded).toEqual([{ name: named("import.csv"), text: CSV }]);
    expect(shop.created).toEqual([
      {
        type: "product-import",
        context: { fileKey: "1-import.csv" },
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    expect(shop.deleted).toEqual([]);
  });

  test.each<[string, ImportFile, string]>([
    ["a File keeps its name", new File([CSV], "mine.csv"), "mine.csv"],
    ["a Blob gets one", new Blob([CSV]), "import.csv"],
    ["bytes get one", new TextEncoder().encode(CSV), "import.csv"],
    ["a stream gets one", new Blob([CSV]).stream(), "import.csv"],
  ])("%s", async (_, file, name) => {
    const shop = new ScriptedShop("completed");
    await shop.import(file);
    expect(shop.uploaded).toEqual([{ name: named(name), text: CSV }]);
  });

  test("takes a name, a type and the rest of the context", async () => {
    const shop = new ScriptedShop("completed");
    await shop.import(new File([CSV], "mine.csv"), {
      fileName: "other.csv",
      type: "price-list-import",
      context: { price_list_id: "pl_1" },
    });
    expect(shop.uploaded[0]?.name).toEqual(named("other.csv"));
    expect(shop.created).toEqual([
      {
        type: "price-list-import",
        context: { price_list_id: "pl_1", fileKey: "1-import.csv" },
        key: expect.any(String),
      },
    ]);
  });

  test("with confirm is a dry run that goes on when that says yes", async () => {
    const shop = new ScriptedShop("created", "pre_processed");
    await expect(shop.import(CSV, { confirm: async () => true })).resolves.toMatchObject({
      status: "completed",
    });
    expect(shop.created[0]).toMatchObject({ dry_run: true });
    expect(shop.deleted).toEqual([]);
  });
});

describe("the uploaded file is deleted", () => {
  test("when confirm says no", async () => {
    const shop = new ScriptedShop("created", "pre_processed");
    await expect(shop.import(CSV, { confirm: false })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      declined: true,
    });
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when confirm throws", async () => {
    const shop = new ScriptedShop("created", "pre_processed");
    const thrown = new Error("the dialog broke");
    const confirm = () => {
      throw thrown;
    };
    await expect(shop.import(CSV, { confirm })).rejects.toBe(thrown);
    expect(shop.changes).toEqual(["cancel"]);
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when the prepared job is canceled by an abort", async () => {
    const shop = new ScriptedShop("created", "pre_processed");
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const confirm = () => {
      controller.abort(reason);
      return new Promise<boolean>(() => {});
    };
    const options = { confirm, signal: controller.signal, cancelOnAbort: true };
    await expect(shop.import(CSV, options)).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      cause: reason,
    });
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when the job was surely not created", async () => {
    const shop = new ScriptedShop();
    shop.failCreate = new MedusaInvalidRequestError("no such type", { status: 404 });
    await expect(shop.import()).rejects.toBe(shop.failCreate);
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when the job failed before it was confirmed", async () => {
    const shop = new ScriptedShop("created");
    const failed = jobIn("failed", { confirmed_at: null });
    shop.poller.follow = (follower) => {
      const answers = new Map([[follower.id, { job: failed }]]);
      queueMicrotask(() => follower.onAnswers(answers, 0));
      queueMicrotask(() => follower.onAnswers(answers, 0));
      return () => {};
    };
    await expect(shop.import()).rejects.toMatchObject({ name: "BatchJobFailedError" });
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });
});

test("the progress of the upload is told, and an error of who is told leaves no job", async () => {
  const shop = new ScriptedShop("completed");
  const told: UploadProgress[] = [];
  await shop.import(CSV, { onUploadProgress: (progress: UploadProgress) => told.push(progress) });
  expect(told).toEqual([{ loaded: 5, total: 5 }]);
  const onUploadProgress = () => {
    throw new Error("from the callback");
  };
  await expect(shop.import(CSV, { onUploadProgress })).rejects.toThrow("from the callback");
  expect(shop.created).toHaveLength(1);
});

describe("the uploaded file stays", () => {
  test("when the answer to create was lost: the job may exist, and would hang without it", async () => {
    const shop = new ScriptedShop();
    shop.failCreate = new MedusaConnectionError("reset", { ambiguous: true });
    await expect(shop.import()).rejects.toBe(shop.failCreate);
    expect(shop.deleted).toEqual([]);
  });

  test("when the wait is aborted: the job goes on", async () => {
    const shop = new ScriptedShop("created");
    const signal = AbortSignal.timeout(40);
    await expect(shop.import(CSV, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(shop.deleted).toEqual([]);
  });

  test("when the wait is over and the job is not", async () => {
    const shop = new ScriptedShop("created");
    await expect(shop.import(CSV, { timeout: 40 })).rejects.toMatchObject({
      name: "BatchJobTimeoutError",
    });
    expect(shop.deleted).toEqual([]);
  });

  test("when the job failed after it was confirmed: its maker can look at it", async () => {
    const shop = new ScriptedShop("created", "failed");
    await expect(shop.import()).rejects.toMatchObject({ name: "BatchJobFailedError" });
    expect(shop.deleted).toEqual([]);
  });
});

describe("refused before anything is sent", () => {
  test.each<[string, unknown, object]>([
    ["no file", undefined, {}],
    ["empty text", "", {}],
    ["an empty file", new File([], "x.csv"), {}],
    ["a path as text", "products.csv", {}],
    ["a price list import without its price list", CSV, { type: "price-list-import" }],
    ["no type", CSV, { type: "" }],
    ["a context that is no object", CSV, { context: "pl_1" }],
    ["a context that is no JSON", CSV, { context: { size: 1n } }],
    ["an empty key", CSV, { idempotencyKey: "" }],
    ["a timeout that is none", CSV, { timeout: "1h" }],
    ["an interval that is none", CSV, { interval: "1s" }],
    ["a confirm that is none", CSV, { confirm: "yes" }],
    ["an option that create would know", CSV, { dry_run: true }],
    ["no function to be told of progress", CSV, { onUploadProgress: true }],
    ["a misspelt option", CSV, { onupdate: () => {} }],
  ])("%s", async (_, file, options) => {
    const shop = new ScriptedShop("completed");
    const call = Reflect.apply(importFile, undefined, [shop, file, options]);
    await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
    expect(shop.uploaded).toEqual([]);
  });
});

test("without a key from the server, no job is created that would hang for ever", async () => {
  const shop = new ScriptedShop("completed");
  shop.stored = [];
  await expect(shop.import()).rejects.toBeInstanceOf(MedusaAPIError);
  expect(shop.created).toEqual([]);
});

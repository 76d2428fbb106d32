import { describe, expect, test } from "vitest";
import {
  type BatchJob,
  type BatchJobStatus,
  MedusaAPIError,
  MedusaConnectionError,
  MedusaInvalidRequestError,
} from "../../../src/index.js";
import { JobPoller } from "../../../src/jobs/following/poller.js";
import { type ImportCalls, type ImportFile, importFile } from "../../../src/jobs/import.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };
const CSV = "Product Handle\r\ntee\r\n";

/** A server whose import goes through these states; it remembers what it was asked. */
class Shop implements ImportCalls {
  readonly deleted: string[] = [];
  readonly uploaded: { name: string; text: string }[] = [];
  readonly created: { type: string; context: object; dry_run?: boolean; key?: string }[] = [];
  readonly poller: JobPoller;
  failCreate: Error | undefined;
  stored = [{ url: "http://x/1-import.csv", key: "1-import.csv" }];
  #states: BatchJobStatus[];
  #job: Partial<BatchJob> = {};

  constructor(...states: BatchJobStatus[]) {
    this.#states = states;
    this.poller = new JobPoller({
      retrieve: this.retrieve,
      list: async () => ({ batch_jobs: [this.#next()] }),
    });
  }

  readonly retrieve = async () => ({ batch_job: this.#next() });

  readonly uploads: ImportCalls["uploads"] = {
    createProtected: async (file) => {
      const blob = file instanceof Blob ? file : await new Response(Object(file).stream).blob();
      this.uploaded.push({ name: String(Reflect.get(file, "name")), text: await blob.text() });
      return { uploads: this.stored, response };
    },
    delete: async ({ file_key }) => {
      this.deleted.push(file_key);
    },
  };

  readonly create: ImportCalls["create"] = async (payload, _headers, options) => {
    this.created.push({ ...payload, key: options?.idempotencyKey });
    if (this.failCreate !== undefined) throw this.failCreate;
    this.#job = { type: payload.type, dry_run: payload.dry_run };
    return { batch_job: this.#next(), response };
  };

  readonly confirm: ImportCalls["confirm"] = async () => {
    this.#states = ["confirmed", "completed"];
    return { batch_job: this.#next(), response };
  };

  readonly cancel: ImportCalls["cancel"] = async () => {
    this.#states = ["canceled"];
    return { batch_job: this.#next(), response };
  };

  import(file: ImportFile = CSV, options = {}) {
    return importFile(this, file, { interval: 10, ...options });
  }

  #next(): BatchJob {
    const status = (this.#states.length > 1 ? this.#states.shift() : this.#states[0]) ?? "created";
    return jobIn(status, this.#job);
  }
}

describe("importing a file", () => {
  test("uploads it, creates the job with its key, and waits", async () => {
    const shop = new Shop("created", "confirmed", "completed");
    await expect(shop.import()).resolves.toMatchObject({ status: "completed" });
    expect(shop.uploaded).toEqual([{ name: "import.csv", text: CSV }]);
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
    const shop = new Shop("completed");
    await shop.import(file);
    expect(shop.uploaded).toEqual([{ name, text: CSV }]);
  });

  test("takes a name, a type, the rest of the context, and a key", async () => {
    const shop = new Shop("completed");
    await shop.import(new File([CSV], "mine.csv"), {
      fileName: "other.csv",
      type: "price-list-import",
      context: { price_list_id: "pl_1" },
      idempotencyKey: "key-1",
    });
    expect(shop.uploaded[0]?.name).toBe("other.csv");
    expect(shop.created).toEqual([
      {
        type: "price-list-import",
        context: { price_list_id: "pl_1", fileKey: "1-import.csv" },
        key: "key-1",
      },
    ]);
  });

  test("with confirm is a dry run that goes on when that says yes", async () => {
    const shop = new Shop("created", "pre_processed");
    await expect(shop.import(CSV, { confirm: async () => true })).resolves.toMatchObject({
      status: "completed",
    });
    expect(shop.created[0]).toMatchObject({ dry_run: true });
    expect(shop.deleted).toEqual([]);
  });
});

describe("the uploaded file is deleted", () => {
  test("when confirm says no", async () => {
    const shop = new Shop("created", "pre_processed");
    await expect(shop.import(CSV, { confirm: false })).resolves.toMatchObject({
      status: "canceled",
    });
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when the job was surely not created", async () => {
    const shop = new Shop();
    shop.failCreate = new MedusaInvalidRequestError("no such type", { status: 404 });
    await expect(shop.import()).rejects.toBe(shop.failCreate);
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });

  test("when the job failed before it was confirmed", async () => {
    const shop = new Shop("created");
    const failed = jobIn("failed", { confirmed_at: null });
    shop.poller.follow = (follower) => {
      queueMicrotask(() => follower.onJob(failed));
      queueMicrotask(() => follower.onJob(failed));
      return () => {};
    };
    await expect(shop.import()).rejects.toMatchObject({ name: "BatchJobFailedError" });
    expect(shop.deleted).toEqual(["1-import.csv"]);
  });
});

describe("the uploaded file stays", () => {
  test("when the answer to create was lost: the job may exist, and would hang without it", async () => {
    const shop = new Shop();
    shop.failCreate = new MedusaConnectionError("reset", { ambiguous: true });
    await expect(shop.import()).rejects.toBe(shop.failCreate);
    expect(shop.deleted).toEqual([]);
  });

  test("when the wait is aborted: the job goes on", async () => {
    const shop = new Shop("created");
    const signal = AbortSignal.timeout(40);
    await expect(shop.import(CSV, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(shop.deleted).toEqual([]);
  });

  test("when the wait is over and the job is not", async () => {
    const shop = new Shop("created");
    await expect(shop.import(CSV, { timeout: 40 })).rejects.toMatchObject({
      name: "BatchJobTimeoutError",
    });
    expect(shop.deleted).toEqual([]);
  });

  test("when the job failed after it was confirmed: its maker can look at it", async () => {
    const shop = new Shop("created", "failed");
    await expect(shop.import()).rejects.toMatchObject({ name: "BatchJobFailedError" });
    expect(shop.deleted).toEqual([]);
  });
});

describe("refused before anything is sent", () => {
  test.each<[string, unknown, object]>([
    ["no file", undefined, {}],
    ["a path", { path: "products.csv" }, {}],
    ["empty text", "", {}],
    ["an empty file", new File([], "x.csv"), {}],
    ["a price list import without its price list", CSV, { type: "price-list-import" }],
  ])("%s", async (_, file, options) => {
    const shop = new Shop("completed");
    const call = Reflect.apply(importFile, undefined, [shop, file, options]);
    await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
    expect(shop.uploaded).toEqual([]);
  });
});

test("without a key from the server, no job is created that would hang for ever", async () => {
  const shop = new Shop("completed");
  shop.stored = [];
  await expect(shop.import()).rejects.toBeInstanceOf(MedusaAPIError);
  expect(shop.created).toEqual([]);
});

test("confirm and dry_run: false contradict each other, and nothing is created", async () => {
  const { runJob } = await import("../../../src/jobs/run.js");
  const shop = new Shop("completed");
  const payload = { type: "product-export", context: {}, dry_run: false };
  await expect(runJob(shop, payload, { confirm: true })).rejects.toThrow(/confirm is for dry runs/);
  expect(shop.created).toEqual([]);
});

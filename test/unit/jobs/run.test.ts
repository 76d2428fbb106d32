import { afterEach, describe, expect, test, vi } from "vitest";
import { MedusaConnectionError } from "../../../src/index.js";
import { runJob } from "../../../src/jobs/run.js";
import type { RunOptions } from "../../../src/jobs/run-options.js";
import { ScriptedShop } from "./scripted-shop.js";

const EXPORT = { type: "product-export", context: {} };
const REASON = new Error("enough");
const NEVER = new Promise<never>(() => {});

const run = (shop: ScriptedShop, options: RunOptions = {}, payload: object = EXPORT) =>
  runJob(shop, { ...EXPORT, ...payload }, { interval: 10, ...options });

afterEach(() => vi.useRealTimers());

/** A signal that aborts when it is told to. */
function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(REASON) };
}

describe("a run with confirm", () => {
  test.each<[string, RunOptions]>([
    ["a function that says yes", { confirm: async () => true }],
    ["true", { confirm: true }],
    ["until: finished, since nobody else will confirm", { confirm: true, until: "finished" }],
  ])("goes on with %s", async (_, options) => {
    const shop = new ScriptedShop("created", "pre_processed");
    await expect(run(shop, options)).resolves.toMatchObject({ status: "completed" });
    expect(shop.changes).toEqual(["confirm"]);
  });

  test.each([false, () => false, async () => false])(
    "that says no is no result: it rejects, and the job is canceled (%s)",
    async (confirm) => {
      const shop = new ScriptedShop("pre_processed");
      await expect(run(shop, { confirm })).rejects.toMatchObject({
        name: "BatchJobCanceledError",
        declined: true,
        applied: false,
      });
      expect(shop.changes).toEqual(["cancel"]);
    },
  );

  test.each([undefined, null, 0, "", "no", 1, {}])(
    "that says %j is a mistake, not a no: it is refused, and nothing stays prepared",
    async (answer) => {
      const shop = new ScriptedShop("pre_processed");
      const confirm = Object(() => answer);
      await expect(run(shop, { confirm })).rejects.toThrow(/confirm must return true or false/);
      expect(shop.changes).toEqual(["cancel"]);
    },
  );

  test("that throws rejects with what it threw, and nothing stays prepared", async () => {
    const shop = new ScriptedShop("pre_processed");
    const thrown = new Error("no dialog");
    await expect(run(shop, { confirm: () => Promise.reject(thrown) })).rejects.toBe(thrown);
    expect(shop.changes).toEqual(["cancel"]);
  });

  test("that throws says so when the job could not be canceled either", async () => {
    const shop = new ScriptedShop("pre_processed");
    shop.failCancel = new MedusaConnectionError("the server is gone");
    const thrown = new Error("no dialog");
    await expect(run(shop, { confirm: () => Promise.reject(thrown) })).rejects.toMatchObject({
      name: "BatchJobError",
      message: expect.stringMatching(/no dialog.*the server is gone.*may still be confirmed/),
      cause: thrown,
    });
  });

  test("contradicts dry_run: false and until: pre_processed, and nothing is created", async () => {
    const shop = new ScriptedShop("completed");
    await expect(run(shop, { confirm: true }, { dry_run: false })).rejects.toThrow(
      /confirm is for dry runs/,
    );
    await expect(run(shop, { confirm: true, until: "pre_processed" })).rejects.toThrow(/until/);
    expect(shop.created).toEqual([]);
  });
});

test("without confirm, a dry run is handed back as it waits for someone else", async () => {
  const shop = new ScriptedShop("created", "pre_processed");
  const job = await run(shop, {}, { dry_run: true });
  expect(job.status).toBe("pre_processed");
  expect(shop.changes).toEqual([]);
});

describe("one deadline is for the whole run", () => {
  test("what the decision took is not there for the work", async () => {
    vi.useFakeTimers();
    const shop = new ScriptedShop("pre_processed");
    const confirm = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      shop.afterConfirm = ["confirmed"];
      return true;
    };
    const ended = expect(run(shop, { confirm, timeout: 300 })).rejects.toMatchObject({
      name: "BatchJobTimeoutError",
      message: expect.stringMatching(/still confirmed after 300 ms/),
    });
    await vi.advanceTimersByTimeAsync(301);
    await ended;
  });

  test("a decision that takes too long ends it; the job stays prepared", async () => {
    const shop = new ScriptedShop("pre_processed");
    await expect(run(shop, { confirm: () => NEVER, timeout: 30 })).rejects.toMatchObject({
      name: "BatchJobTimeoutError",
      message: expect.stringContaining("pre_processed"),
    });
    expect(shop.changes).toEqual([]);
  });
});

describe("an abort with cancelOnAbort cancels the job, wherever the run is", () => {
  test("while it is created: the job's id is waited for", async () => {
    const shop = new ScriptedShop("created");
    const { signal, abort } = abortable();
    shop.meanwhile = abort;
    await expect(run(shop, { signal, cancelOnAbort: true })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      cause: REASON,
    });
    expect(shop.changes).toEqual(["cancel"]);
  });

  test("while confirm decides", async () => {
    const shop = new ScriptedShop("pre_processed");
    const { signal, abort } = abortable();
    const confirm = () => {
      abort();
      return NEVER;
    };
    await expect(run(shop, { signal, confirm, cancelOnAbort: true })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
    });
    expect(shop.changes).toEqual(["cancel"]);
  });

  test("while it is confirmed", async () => {
    const shop = new ScriptedShop("pre_processed");
    const { signal, abort } = abortable();
    const confirm = () => {
      shop.meanwhile = abort;
      return true;
    };
    await expect(run(shop, { signal, confirm, cancelOnAbort: true })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
    });
    expect(shop.changes).toEqual(["confirm", "cancel"]);
  });

  test("a create that was surely not done leaves nothing to cancel", async () => {
    const shop = new ScriptedShop("created");
    const { signal, abort } = abortable();
    shop.meanwhile = abort;
    shop.failCreate = new MedusaConnectionError("refused");
    await expect(run(shop, { signal, cancelOnAbort: true })).rejects.toBe(REASON);
    expect(shop.changes).toEqual([]);
  });

  test("a create of which nobody knows says so", async () => {
    const shop = new ScriptedShop("created");
    const { signal, abort } = abortable();
    shop.meanwhile = abort;
    shop.failCreate = new MedusaConnectionError("lost", { ambiguous: true });
    await expect(run(shop, { signal, cancelOnAbort: true })).rejects.toBe(shop.failCreate);
  });
});

test("an abort without cancelOnAbort leaves the job alone", async () => {
  const shop = new ScriptedShop("pre_processed");
  const { signal, abort } = abortable();
  const confirm = () => {
    abort();
    return NEVER;
  };
  await expect(run(shop, { signal, confirm })).rejects.toBe(REASON);
  expect(shop.changes).toEqual([]);
});

test.each([{ confrim: true }, { dry_run: true }, { timeout: "1h" }, { confirm: "yes" }])(
  "%j is refused before anything is sent",
  async (options) => {
    const shop = new ScriptedShop("completed");
    await expect(run(shop, Object(options))).rejects.toMatchObject({ code: "invalid_argument" });
    expect(shop.created).toEqual([]);
  },
);

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  CANCEL_ON_ABORT_TIMEOUT_MS,
  MedusaConnectionError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  type RequestOptions,
} from "../../../../src/index.js";
import { cancelAborted } from "../../../../src/jobs/following/abort.js";
import { SETTLE_TIMEOUT_MS } from "../../../../src/jobs/following/settle.js";
import { jobIn } from "../jobs.js";

const AT = "2026-11-23T10:00:00.000Z";

type Answer = BatchJob | Error | "never";

/** A server that answers cancels and retrieves with each of these in turn. */
class Server {
  readonly asked: string[] = [];
  readonly options: (RequestOptions | undefined)[] = [];
  readonly #cancels: Answer[];
  readonly #retrieves: Answer[];

  constructor(cancels: Answer[], retrieves: Answer[] = []) {
    this.#cancels = cancels;
    this.#retrieves = retrieves;
  }

  cancel(id: string, _headers?: object, options?: RequestOptions) {
    this.asked.push(`cancel ${id}`);
    this.options.push(options);
    return answer(this.#cancels.shift());
  }

  retrieve(id: string, _headers?: object, options?: RequestOptions) {
    this.asked.push(`retrieve ${id}`);
    this.options.push(options);
    return answer(this.#retrieves.shift());
  }

  aborted(target: string | BatchJob = "batch_1") {
    const outcome = cancelAborted(this, target, { signal: AbortSignal.abort("enough") });
    outcome.catch(() => {});
    return outcome;
  }
}

async function answer(given: Answer | undefined) {
  if (given === "never") return new Promise<never>(() => {});
  if (given === undefined || given instanceof Error) throw given;
  return { batch_job: given };
}

/** Canceled when it was confirmed, and as it is when its turn has come. */
const unsettled = jobIn("canceled", { confirmed_at: AT });
const stopped = jobIn("failed", { canceled_at: AT });

const tooLate = new MedusaInvalidRequestError("Cannot cancel completed batch job", { status: 400 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("an aborted call that cancels its job", () => {
  test("rejects when it is canceled, with the abort's reason as the cause", async () => {
    const server = new Server([jobIn("canceled")]);
    const outcome = server.aborted();
    await expect(outcome).rejects.toBeInstanceOf(BatchJobCanceledError);
    await expect(outcome).rejects.toMatchObject({ cause: "enough", applied: false });
    expect(server.asked).toEqual(["cancel batch_1"]);
    expect(server.options[0]).toMatchObject({ timeout: CANCEL_ON_ABORT_TIMEOUT_MS });
  });

  test("says when the work took effect all the same", async () => {
    const server = new Server([jobIn("canceled", { completed_at: AT })]);
    await expect(server.aborted()).rejects.toMatchObject({ applied: true });
  });

  test("resolves with the job if it was completed before", async () => {
    const server = new Server([tooLate], [jobIn("completed")]);
    await expect(server.aborted()).resolves.toMatchObject({ status: "completed" });
    expect(server.asked).toEqual(["cancel batch_1", "retrieve batch_1"]);
  });

  test.each([
    ["cancel", new Server([jobIn("failed")])],
    ["refused cancel", new Server([tooLate], [jobIn("failed")])],
  ])("rejects as the job had failed before, seen by a %s", async (_, server) => {
    await expect(server.aborted()).rejects.toBeInstanceOf(BatchJobFailedError);
  });

  test.each(["completed", "failed", "canceled"] as const)(
    "asks nothing where the job was last seen %s",
    async (status) => {
      const server = new Server([]);
      const [outcome] = await Promise.allSettled([server.aborted(jobIn(status))]);
      expect(outcome.status).toBe(status === "completed" ? "fulfilled" : "rejected");
      expect(server.asked).toEqual([]);
    },
  );

  test("cancels once more a job that goes on, since the server loses a cancel while it prepares the job", async () => {
    const server = new Server([jobIn("confirmed"), jobIn("canceled")]);
    await expect(server.aborted()).rejects.toBeInstanceOf(BatchJobCanceledError);
    expect(server.asked).toEqual(["cancel batch_1", "cancel batch_1"]);
  });
});

describe("an aborted call whose job may have been written when it was canceled", () => {
  test.each<[string, BatchJob]>([
    ["confirmed", unsettled],
    ["one that the server confirms by itself", jobIn("canceled", { dry_run: false })],
    ["created", jobIn("canceled", { pre_processed_at: null })],
  ])(
    "looks until the server has failed it, and then knows: of a job that was %s",
    async (_, job) => {
      const server = new Server([job], [job, job, stopped]);
      const outcome = server.aborted();
      await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
      await expect(outcome).rejects.toBeInstanceOf(BatchJobCanceledError);
      await expect(outcome).rejects.toMatchObject({ applied: false, job: { status: "failed" } });
      expect(server.asked).toEqual(["cancel batch_1", ...Array(3).fill("retrieve batch_1")]);
    },
  );

  test("says that it took effect, if the server writes so later", async () => {
    const server = new Server([unsettled], [unsettled, { ...unsettled, completed_at: AT }]);
    const outcome = server.aborted();
    await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
    await expect(outcome).rejects.toMatchObject({ applied: true });
  });

  test("says that it does not know, where the cancel has erased the end of the work", async () => {
    const server = new Server([unsettled], Array(99).fill(unsettled));
    const outcome = server.aborted();
    await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
    await expect(outcome).rejects.toBeInstanceOf(BatchJobCanceledError);
    await expect(outcome).rejects.toMatchObject({ applied: undefined, cause: "enough" });
    await expect(outcome).rejects.toThrow(/perhaps too late.* Look in the shop/);
    expect(server.asked.length).toBeLessThan(8);
  });

  test("knows it to be canceled also where it cannot be read any more", async () => {
    const server = new Server([unsettled], Array(99).fill(new MedusaConnectionError("refused")));
    const outcome = server.aborted();
    await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
    await expect(outcome).rejects.toBeInstanceOf(BatchJobCanceledError);
    await expect(outcome).rejects.toMatchObject({ applied: undefined });
  });

  test("cancels once more a job that goes on, since what the server wrote undid the cancel", async () => {
    const server = new Server([unsettled, stopped], [jobIn("confirmed")]);
    const outcome = server.aborted();
    await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
    await expect(outcome).rejects.toMatchObject({ applied: false });
    expect(server.asked).toEqual(["cancel batch_1", "retrieve batch_1", "cancel batch_1"]);
  });

  test("ends within the limit of the whole, also if a look is not answered", async () => {
    const server = new Server([unsettled], ["never"]);
    const outcome = server.aborted();
    await vi.advanceTimersByTimeAsync(SETTLE_TIMEOUT_MS);
    await expect(outcome).rejects.toMatchObject({ name: "BatchJobCanceledError" });
    expect(server.options.at(-1)?.signal?.aborted).toBe(true);
  });
});

describe("the job may still be running, and the error says so", () => {
  const REFUSED = new MedusaConnectionError("connection refused");
  const GONE = new MedusaNotFoundError("gone", { status: 404 });

  test.each<[string, Server, RegExp, unknown]>([
    ["failed", new Server([REFUSED]), /not known to be canceled: connection refused/, REFUSED],
    [
      "was refused",
      new Server([tooLate], [jobIn("created")]),
      /not known to be canceled: Cannot cancel/,
      tooLate,
    ],
    ["found no job", new Server([GONE], [GONE]), /not known to be canceled: gone/, GONE],
    ["did nothing, twice", new Server([jobIn("created"), jobIn("created")]), /goes on/, "enough"],
  ])("where the cancel %s", async (_, server, message, cause) => {
    const outcome = server.aborted(jobIn("created"));
    await expect(outcome).rejects.toThrow(message);
    await expect(outcome).rejects.toThrow(/^The product-export batch_1 may still be running: /);
    await expect(outcome).rejects.toMatchObject({
      name: "BatchJobError",
      job: { status: "created" },
      cause,
    });
  });

  test("where the cancel is not answered in time, whatever the transport makes of its timeout", async () => {
    const server = new Server(["never"]);
    const outcome = server.aborted(jobIn("processing"));
    await vi.advanceTimersByTimeAsync(CANCEL_ON_ABORT_TIMEOUT_MS - 1);
    expect(server.options[0]?.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await expect(outcome).rejects.toThrow(/not answered within 30000 ms/);
    await expect(outcome).rejects.toMatchObject({ name: "BatchJobError", cause: "enough" });
    expect(server.options[0]?.signal?.aborted).toBe(true);
  });

  test("the two cancels and the looks between them have one time limit", async () => {
    const server = new Server([jobIn("created"), "never"]);
    const outcome = server.aborted("batch_1");
    await vi.advanceTimersByTimeAsync(CANCEL_ON_ABORT_TIMEOUT_MS);
    await expect(outcome).rejects.toThrow(/not answered within 30000 ms/);
  });

  test("where it was never seen", async () => {
    await expect(new Server([REFUSED]).aborted()).rejects.toMatchObject({
      name: "MedusaError",
      ambiguous: true,
      message: expect.stringMatching(/^batch_1 may still be running: /),
    });
  });
});

import { describe, expect, test } from "vitest";
import { type BatchJob, MedusaConnectionError, type RequestOptions } from "../../../src/index.js";
import { type ChangeCalls, type ChangeRequest, JobChanger } from "../../../src/jobs/change.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };

/** A server that answers changes when it is told to. */
class Server implements ChangeCalls {
  readonly requests: ChangeRequest[] = [];
  reads = 0;
  readWith: RequestOptions = {};
  job: BatchJob = jobIn("confirmed");
  answer: () => void = () => {};
  fail: (error: unknown) => void = () => {};
  failRead: unknown;
  readonly #answered = new Promise<void>((resolve, reject) => {
    this.answer = resolve;
    this.fail = reject;
  });

  async requestChange(request: ChangeRequest) {
    this.requests.push(request);
    const batch_job = this.job;
    await this.#answered;
    return { batch_job, response };
  }

  async retrieve(_id: string, options: RequestOptions) {
    this.reads += 1;
    this.readWith = options;
    if (this.failRead !== undefined) throw this.failRead;
    return { batch_job: this.job, response };
  }
}

describe("confirm", () => {
  test("of one job at once is one request", async () => {
    const server = new Server();
    const jobs = new JobChanger(server);
    const both = [
      jobs.confirm("a", {}),
      jobs.confirm("a", { customHeaders: { "X-Shop": undefined } }),
    ];
    server.answer();
    await Promise.all(both);
    expect(server.requests).toHaveLength(1);
  });

  test("of two users is two: each gets an answer of its own", async () => {
    const server = new Server();
    const jobs = new JobChanger(server);
    const users = [{ authorization: "Bearer one" }, { authorization: "Bearer two" }];
    const both = users.map((customHeaders) => jobs.confirm("a", { customHeaders }));
    server.answer();
    await Promise.all(both);
    expect(server.requests.map(({ options }) => options.customHeaders)).toEqual(users);
  });

  test("fails for all who asked for it, with an error of each one's own", async () => {
    const server = new Server();
    const jobs = new JobChanger(server);
    const both = [jobs.confirm("a", {}), jobs.confirm("a", {})];
    server.fail(new MedusaConnectionError("lost", { ambiguous: true }));
    const [one, two] = await Promise.allSettled(both);
    expect([one, two]).toMatchObject(
      [1, 2].map(() => ({ reason: { message: "lost", ambiguous: true } })),
    );
    expect(Reflect.get(Object(one), "reason")).not.toBe(Reflect.get(Object(two), "reason"));
    expect(server.requests).toHaveLength(1);
  });

  test("goes on for the others when one leaves, and is aborted when the last one has left", async () => {
    const server = new Server();
    const jobs = new JobChanger(server);
    const controllers = [new AbortController(), new AbortController()];
    const both = controllers.map(({ signal }) => jobs.confirm("a", { signal }).catch((e) => e));
    const [request] = server.requests;
    controllers[0]?.abort("first");
    expect(await both[0]).toBe("first");
    expect(request?.options.signal?.aborted).toBe(false);
    controllers[1]?.abort("second");
    expect(await both[1]).toBe("second");
    expect(request?.options.signal?.aborted).toBe(true);
    // Whoever comes now does not get what was aborted.
    const third = jobs.confirm("a", {});
    server.answer();
    await expect(third).resolves.toMatchObject({ batch_job: server.job });
    expect(server.requests).toHaveLength(2);
  });

  test("that is aborted before it begins sends nothing", async () => {
    const server = new Server();
    const signal = AbortSignal.abort("enough");
    await expect(new JobChanger(server).confirm("a", { signal })).rejects.toBe("enough");
    expect(server.requests).toEqual([]);
  });

  test.each<[string, BatchJob, "done" | "not done" | "never"]>([
    ["confirmed", jobIn("confirmed"), "done"],
    ["prepared", jobIn("pre_processed"), "not done"],
    ["canceled before", { ...jobIn("canceled"), confirmed_at: null }, "never"],
    ["failed before", { ...jobIn("failed"), confirmed_at: null }, "never"],
  ])("whose answer was lost, of a job that is %s", async (_, job, expected) => {
    const server = new Server();
    const call = new JobChanger(server).confirm("a", { idempotencyKey: "k", timeout: 7 });
    server.answer();
    await call;
    server.job = job;
    const found = await server.requests[0]?.recover({ timeout: 5 });
    expect(found === null ? "never" : found === undefined ? "not done" : "done").toBe(expected);
    expect(server.readWith).toMatchObject({ idempotencyKey: undefined, timeout: 5 });
  });

  test("of the same user is one, however its headers are written", async () => {
    const server = new Server();
    const jobs = new JobChanger(server);
    const both = [
      jobs.confirm("a", { customHeaders: { Authorization: "Bearer one" } }),
      jobs.confirm("a", { customHeaders: { authorization: "Bearer one", "x-other": undefined } }),
    ];
    server.answer();
    await Promise.all(both);
    expect(server.requests).toHaveLength(1);
  });
});

describe("cancel", () => {
  test("tells what became of a job that was being worked on: the server's answer was read before", async () => {
    const server = new Server();
    const call = new JobChanger(server).cancel("a", {});
    server.job = jobIn("completed", { canceled_at: "2026-11-23T10:00:11.000Z" });
    server.answer();
    const { batch_job } = await call;
    expect(batch_job.completed_at).not.toBeNull();
    expect(server.reads).toBe(1);
  });

  test("that was done, of a job that cannot be read any more, says so", async () => {
    const server = new Server();
    server.failRead = new MedusaConnectionError("gone");
    server.answer();
    await expect(new JobChanger(server).cancel("a", {})).rejects.toMatchObject({
      name: "MedusaConnectionError",
      ambiguous: true,
      message: expect.stringMatching(/has canceled a.*gone/),
    });
  });
});

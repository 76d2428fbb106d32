import { describe, expect, test } from "vitest";
import { type BatchJob, MedusaConnectionError } from "../../../src/index.js";
import { type ChangeCalls, type ChangeRequest, JobChanger } from "../../../src/jobs/change.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };

/** A server that answers changes when it is told to. */
class Server implements ChangeCalls {
  readonly requests: Pick<ChangeRequest, "id" | "change" | "options">[] = [];
  reads = 0;
  job: BatchJob = jobIn("confirmed");
  answer: () => void = () => {};
  failRead: unknown;
  readonly #answered = new Promise<void>((resolve) => {
    this.answer = resolve;
  });

  async requestChange({ id, change, options }: ChangeRequest) {
    this.requests.push({ id, change, options });
    const batch_job = this.job;
    await this.#answered;
    return { batch_job, response };
  }

  async retrieve() {
    this.reads += 1;
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

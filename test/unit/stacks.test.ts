import type { AxiosAdapter } from "axios";
import Medusa, { isBatchJobError, isMedusaError } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { jobIn } from "./jobs/jobs.js";

const ID = "batch_1";
const LOGIN = { email: "a@b.example", password: "supersecret" };
const CSV = "Product Handle;Product Title\r\ntee;Tee\r\n";

/** A client whose server answers every request with this. */
function answering(status: number, body: object) {
  const axiosAdapter: AxiosAdapter = async (config) => {
    return { status, statusText: "", headers: {}, data: JSON.stringify(body), config };
  };
  return new Medusa({ axiosAdapter, maxRetries: 0 }).admin;
}

const refusing = answering(404, { type: "not_found", message: "gone" });

/** Whose jobs all end so. */
function ending(status: "failed" | "canceled") {
  return answering(200, { batch_job: jobIn(status), uploads: [{ url: "", key: "a.csv" }] })
    .batchJobs;
}

/** Whose connections all break. */
const broken = new Medusa({
  axiosAdapter: async () => {
    throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  },
  maxRetries: 1,
}).admin;

async function readAll(rows: AsyncIterable<unknown>) {
  for await (const _ of rows);
}

type Calls = [string, () => Promise<unknown>][];

const CALLS: Calls = [
  ["create", () => refusing.batchJobs.create({ type: "product-export", context: {} })],
  ["list", () => refusing.batchJobs.list()],
  ["retrieve", () => refusing.batchJobs.retrieve(ID)],
  ["confirm", () => refusing.batchJobs.confirm(ID)],
  ["cancel", () => refusing.batchJobs.cancel(ID)],
  ["createSession", () => refusing.auth.createSession(LOGIN)],
  ["getSession", () => refusing.auth.getSession()],
  ["deleteSession", () => refusing.auth.deleteSession()],
  ["getToken", () => refusing.auth.getToken(LOGIN)],
  ["uploads.create", () => refusing.uploads.create(new Blob([CSV]))],
  ["uploads.delete", () => refusing.uploads.delete({ file_key: "a" })],
  ["getPresignedDownloadUrl", () => refusing.uploads.getPresignedDownloadUrl({ file_key: "a" })],
  ["custom", () => refusing.custom.get("/products")],
  ["an iteration over jobs", () => readAll(refusing.batchJobs.list())],
  ["an iteration over pages", () => readAll(refusing.batchJobs.list().pages())],
  ["wait, whose poll failed", () => refusing.batchJobs.wait(ID)],
  ["watch, whose poll failed", () => readAll(refusing.batchJobs.watch([ID]))],
  ["watchList, whose poll failed", () => readAll(refusing.batchJobs.watchList())],
  ["fileOf", () => refusing.batchJobs.fileOf(ID)],
  ["importFile", () => refusing.batchJobs.importFile(CSV)],
  ["exportFile", () => refusing.batchJobs.exportFile()],
  ["a call that was repeated", () => broken.batchJobs.retrieve(ID)],
  ["a refused argument", () => refusing.batchJobs.retrieve("")],
  ["a refused query", () => refusing.batchJobs.list({ limit: 0 })],
];

const JOBS: Calls = [
  ["wait: failed", () => ending("failed").wait(ID)],
  ["wait: canceled", () => ending("canceled").wait(ID)],
  ["wait, on a job that had ended", () => refusing.batchJobs.wait(jobIn("canceled"))],
  ["wait: timeout", () => refusing.batchJobs.wait(jobIn("created"), { timeout: 1 })],
  ["run", () => ending("failed").run({ type: "product-export", context: {} })],
  ["importFile", () => ending("canceled").importFile(CSV)],
  ["exportFile", () => ending("failed").exportFile()],
];

/** Its name is what the stacks are to show. */
async function theCaller(call: () => Promise<unknown>): Promise<Error> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not fail.");
}

describe("the stack of an error names the caller", () => {
  test.each(CALLS)("of %s", async (_, call) => {
    const error = await theCaller(call);
    expect(isMedusaError(error)).toBe(true);
    expect(error.stack).toContain("stacks.test.ts");
  });

  test.each(JOBS)("of %s", async (_, call) => {
    const error = await theCaller(call);
    expect(isBatchJobError(error)).toBe(true);
    expect(error.stack).toContain("theCaller");
  });
});

test("waits that one failed poll ends have an error each", async () => {
  const { batchJobs } = answering(401, {});
  const waits = [batchJobs.wait("batch_1"), batchJobs.wait("batch_2")];
  const [one, other] = await Promise.allSettled(waits);
  expect(one).toMatchObject({ reason: { name: "MedusaAuthenticationError", status: 401 } });
  expect(other).toMatchObject({ reason: { name: "MedusaAuthenticationError", status: 401 } });
  expect(Object(one).reason).not.toBe(Object(other).reason);
});

import { setTimeout as sleep } from "node:timers/promises";
import type { BatchJob } from "medusa-batch-jobs";
import { expect, test } from "vitest";
import { type RawRequest, sendRaw } from "./raw.js";
import { adminClient, eventually, isBefore, target, tokenHeaders } from "./shop.js";

// What the server does with what a client of ours never sends; a test of somebody's own code may.
const medusa = adminClient();
const { batchJobs } = medusa.admin;
const headers = {
  ...tokenHeaders(target.admin.apiToken),
  "content-type": "application/json",
};
/** What becomes of a job that is confirmed twice: the second time waits for the first, or runs into it. */
const CONFIRMED_TWICE = target.redisUrl
  ? "Cannot mark a batch job as processing if the status is different that confirmed"
  : isBefore(18)
    ? 'Cannot complete a batch job with status "completed". The batch job must be processing'
    : "could not serialize access due to concurrent update";
const JOBS = "/admin/batch-jobs";

const send = (request: RawRequest) => sendRaw(target.url, { headers, ...request });

async function created(body: string): Promise<BatchJob> {
  const answer = await send({ method: "POST", path: JOBS, body });
  return JSON.parse(answer.body).batch_job;
}

/** Two confirms that are sent at once, as two clients would, and what became of the job. */
async function confirmedTwice(tries = 20): Promise<{ statuses: number[]; job: BatchJob }> {
  const { id } = await created('{"type":"product-export","context":{},"dry_run":true}');
  await eventually(medusa, id, ({ status }) => status === "pre_processed");
  const confirm = () => send({ method: "POST", path: `${JOBS}/${id}/confirm` });
  const answers = await Promise.all([confirm(), confirm()]);
  const statuses = answers.map(({ status }) => status).sort();
  const isDouble = statuses[1] === 200;
  const job = await eventually(medusa, id, ({ completed_at, failed_at }) =>
    Boolean(isDouble ? failed_at : completed_at),
  );
  // One that comes a little later than the other is refused; it may take a few tries to send two at once.
  return isDouble || tries === 1 ? { statuses, job } : confirmedTwice(tries - 1);
}

test("of two confirms at once one is answered with 200, mostly both; then the job runs twice, and says that it failed", async () => {
  const { statuses, job } = await confirmedTwice();
  expect([
    [200, 200],
    [200, 400],
  ]).toContainEqual(statuses);
  expect(job.completed_at).toEqual(expect.any(String));
  if (statuses[1] === 400) return;
  expect(job).toMatchObject({ status: "failed", failed_at: expect.any(String) });
  expect(job.result?.errors).toContainEqual(CONFIRMED_TWICE);
});

/** A cancel and a confirm of a prepared job, at nearly the same moment, until both were answered well and the cancel came to nothing. */
async function undoneCancel(tries = 80): Promise<{ statuses: number[]; job: BatchJob }> {
  const { id } = await created('{"type":"product-export","context":{},"dry_run":true}');
  await eventually(medusa, id, ({ status }) => status === "pre_processed");
  const change = (name: string) => send({ method: "POST", path: `${JOBS}/${id}/${name}` });
  const cancel = change("cancel");
  await sleep(tries % 5);
  const statuses = (await Promise.all([cancel, change("confirm")])).map(({ status }) => status);
  const job = await eventually(
    medusa,
    id,
    ({ completed_at, failed_at, canceled_at, confirmed_at }) =>
      Boolean(completed_at ?? failed_at ?? (canceled_at && !confirmed_at)),
  );
  const isUndone = job.completed_at !== null && job.canceled_at === null;
  return isUndone || tries === 1 ? { statuses, job } : undoneCancel(tries - 1);
}

// Both read the job before their transaction begins, and write all of it that differs.
test.runIf(target.kind === "real")(
  "a cancel that was answered with 200 can be undone by a confirm that was on its way (real only: the fake takes one after the other)",
  async () => {
    const { statuses, job } = await undoneCancel();
    expect(statuses).toEqual([200, 200]);
    expect(job).toMatchObject({ status: "completed", canceled_at: null, failed_at: null });
  },
  120_000,
);

test("an error shows in the result before the job is called failed, never the other way about", async () => {
  const { id } = await created('{"type":"product-export","context":{}}');
  await send({ method: "POST", path: `${JOBS}/${id}/cancel` });
  const isDone = ({ failed_at, completed_at }: BatchJob) => Boolean(failed_at ?? completed_at);
  const seen: BatchJob[] = [];
  await eventually(medusa, id, (job) => seen.push(job) > 0 && isDone(job));
  for (const { failed_at, result } of seen) {
    if (failed_at) expect(result?.errors).toHaveLength(1);
  }
});

test("__proto__ in a context gets lost, at any depth", async () => {
  const job = await created(
    '{"type":"product-export","dry_run":true,"context":{"__proto__":{"x":1},"a":[{"__proto__":1,"b":2}]}}',
  );
  expect(job.context).toMatchObject({ a: [{ b: 2 }] });
  expect(JSON.stringify(job.context)).not.toContain("__proto__");
});

test("a fileKey is a path, and may lead out of the uploads: the project's package.json is read as a CSV; on S3 it is none", async () => {
  const { id } = await created('{"type":"product-import","context":{"fileKey":"../package.json"}}');
  const { result } = await eventually(medusa, id, ({ status }) => status === "failed");
  expect(result?.errors?.[0]).toMatch(
    target.storage
      ? /^The specified key does not exist/
      : /^The csv file parsing failed due to: Unable to treat column/,
  );
});

test("an export has three columns for each sales channel, and calls its name its id", async () => {
  const context = { filterable_fields: { handle: ["espresso-cup"] } };
  const file = await batchJobs.exportFile({ context });
  const [header = "", row = ""] = (await file.text()).split("\r\n");
  expect(header).toMatch(/;Sales Channel 1 Id;Sales Channel 1 Name;Sales Channel 1 Description$/);
  expect(row).toMatch(/;Default Sales Channel;Default Sales Channel;Created by Medusa$/);
});

test("an export with a q announces what it finds, and exports everything, from 1.12", async () => {
  const context = {
    filterable_fields: { handle: ["espresso-cup", "coffee-grinder"], q: "grinder" },
  };
  const { id } = await created(JSON.stringify({ type: "product-export", context }));
  const { result } = await eventually(medusa, id, ({ status }) => status === "completed");
  expect(result?.stat_descriptors?.[0]?.message).toContain("There will be 1 products");
  expect(result?.count).toBe(isBefore(12) ? 1 : 2);
});

test.each([
  // January 1st of the year 176412, and a day that there is not.
  ["gt", "1764120101", 200],
  ["lt", "1764120101", 200],
  ["gt", "1764120132", 500],
  ["gt", "1764120101000", 500],
])(
  "created_at[%s]=%s, Unix seconds, is %i: digits are year, month, day",
  async (operator, digits, status) => {
    const answer = await send({ path: `${JOBS}?created_at[${operator}]=${digits}` });
    expect(answer.status).toBe(status);
    if (operator === "gt" && status === 200) expect(JSON.parse(answer.body).count).toBe(0);
  },
);

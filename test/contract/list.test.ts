import type { AdminGetBatchParams, BatchJob } from "medusa-batch-jobs";
import { beforeAll, describe, expect, test } from "vitest";
import { adminClient, eventually, watchAnswers } from "./shop.js";

let requests = 0;
const medusa = adminClient({ axiosAdapter: watchAnswers(() => requests++) });
const { batchJobs } = medusa.admin;

/** Jobs of this file alone, oldest first: two dry exports that wait, one of them of orders; one canceled; one completed. */
let jobs: BatchJob[] = [];
let began: Date;

/** The ids of a list, restricted to this file's jobs. */
async function listed(query: AdminGetBatchParams): Promise<string[]> {
  const { batch_jobs } = await batchJobs.list({ created_at: { gte: began }, limit: 100, ...query });
  return batch_jobs.map(({ id }) => id);
}

const ids = (...indices: number[]) => indices.map((index) => jobs[index]?.id);

beforeAll(async () => {
  const create = async (type: "product-export" | "order-export", dry_run: boolean) =>
    (await batchJobs.create({ type, context: {}, dry_run })).batch_job;
  const first = await create("product-export", true);
  began = new Date(first.created_at);
  jobs = [
    first,
    await create("order-export", true),
    await create("product-export", true),
    await create("product-export", false),
  ];
  for (const [index, wanted] of [
    "pre_processed",
    "pre_processed",
    "pre_processed",
    "completed",
  ].entries()) {
    await eventually(medusa, jobs[index]?.id ?? "", ({ status }) => status === wanted);
  }
  await batchJobs.cancel(jobs[2]?.id ?? "");
});

describe("a page", () => {
  test("is the newest ten jobs unless asked otherwise", async () => {
    const { limit, offset, count, batch_jobs, response } = await batchJobs.list();
    expect({ limit, offset }).toEqual({ limit: 10, offset: 0 });
    expect(count).toBeGreaterThanOrEqual(4);
    expect(batch_jobs.slice(0, 4).map(({ id }) => id)).toEqual(ids(3, 2, 1, 0));
    expect(response.status).toBe(200);
  });

  test("starts at an offset", async () => {
    expect(await listed({ offset: 1, limit: 2 })).toEqual(ids(2, 1));
    expect(await listed({ offset: 999 })).toEqual([]);
  });

  test("takes an order", async () => {
    expect(await listed({ order: "created_at" })).toEqual(ids(0, 1, 2, 3));
  });

  test("tells the truth about status and dry_run, as retrieve does", async () => {
    const { batch_jobs } = await batchJobs.list({ created_at: { gte: began } });
    const seen = batch_jobs.map(({ status, dry_run }) => `${status} ${dry_run}`);
    expect(seen).toEqual([
      "completed false",
      "canceled true",
      "pre_processed true",
      "pre_processed true",
    ]);
    for (const row of batch_jobs) {
      const { batch_job } = await batchJobs.retrieve(row.id);
      expect(row).toEqual(batch_job);
    }
  });

  test("tells it too where fewer fields are asked for", async () => {
    const { batch_jobs } = await batchJobs.list({ created_at: { gte: began }, fields: ["id"] });
    expect(batch_jobs.map(({ status }) => status)).toContain("canceled");
    expect(batch_jobs[0]).not.toHaveProperty("context");
  });

  test("can show who created a job, without disclosing that user's token", async () => {
    const { batch_jobs } = await batchJobs.list({ expand: ["created_by_user"], limit: 1 });
    expect(batch_jobs[0]?.created_by_user).toMatchObject({ email: expect.any(String) });
    expect(JSON.stringify(batch_jobs)).not.toContain("api_token");
  });
});

describe("filters", () => {
  test("one id or several", async () => {
    expect(await listed({ id: jobs[1]?.id })).toEqual(ids(1));
    expect(await listed({ id: [jobs[0]?.id ?? "", jobs[3]?.id ?? ""] })).toEqual(ids(3, 0));
    expect(await listed({ id: "batch_nope" })).toEqual([]);
  });

  test("more ids than the server's default page", async () => {
    const many = Array.from({ length: 30 }, (_, i) => `batch_none_${i}`);
    const wanted = [...many, ...jobs.map(({ id }) => id)];
    const { batch_jobs, limit } = await batchJobs.list({ id: wanted });
    expect(batch_jobs).toHaveLength(4);
    expect(limit).toBe(34);
  });

  test("one type or several", async () => {
    expect(await listed({ type: "order-export" })).toEqual(ids(1));
    expect(await listed({ type: ["order-export", "product-export"] })).toEqual(ids(3, 2, 1, 0));
    expect(await listed({ type: "none-such" })).toEqual([]);
  });

  test("dates as Date, ISO string and milliseconds", async () => {
    const from = jobs[1]?.created_at ?? "";
    for (const gte of [new Date(from), from, Date.parse(from)]) {
      expect(await listed({ created_at: { gte } })).toEqual(ids(3, 2, 1));
    }
    expect(await listed({ created_at: { gte: began, lt: new Date(from) } })).toEqual(ids(0));
  });

  test("what is set, and what is not", async () => {
    expect(await listed({ canceled_at: { gte: new Date(0) } })).toEqual(ids(2));
    expect(await listed({ completed_at: null, canceled_at: null })).toEqual(ids(1, 0));
  });

  test.each([{ id: [] }, { type: [] }])("%j: an empty page, and no request", async (query) => {
    requests = 0;
    await expect(batchJobs.list(query)).resolves.toMatchObject({ batch_jobs: [], count: 0 });
    expect(requests).toBe(0);
  });

  test.each([{ limit: 0 }, { limit: -1 }, { limit: 1.5 }, { offset: -1 }])(
    "%j is refused, and not sent",
    async (query) => {
      requests = 0;
      await expect(batchJobs.list(query)).rejects.toMatchObject({ code: "invalid_argument" });
      expect(requests).toBe(0);
    },
  );

  test("that the server does not know are explained by it", async () => {
    const query: object = { dry_run: true };
    await expect(batchJobs.list(query)).rejects.toMatchObject({
      status: 400,
      message: "property dry_run should not exist",
    });
  });
});

import fc from "fast-check";
import type { AdminGetBatchParams, AdminPostBatchesReq, BatchJob } from "medusa-batch-jobs";
import { beforeAll, describe, expect, test } from "vitest";
import { adminClient, eventually, target, watchAnswers } from "./shop.js";

let requests = 0;
const medusa = adminClient({ axiosAdapter: watchAnswers(() => requests++) });
const { batchJobs } = medusa.admin;

/** Jobs of this file alone, oldest first. */
let jobs: BatchJob[] = [];
let began: Date;

/** The ids of a list, restricted to this file's jobs. */
async function listed(query: AdminGetBatchParams): Promise<string[]> {
  const { batch_jobs } = await batchJobs.list({ created_at: { gte: began }, limit: 100, ...query });
  return batch_jobs.map(({ id }) => id);
}

const ids = (...indices: number[]) => indices.map((index) => jobs[index]?.id);

async function created(
  payload: Partial<AdminPostBatchesReq<string>>,
  status: string,
): Promise<BatchJob> {
  const { batch_job } = await batchJobs.create({ type: "product-export", context: {}, ...payload });
  return eventually(medusa, batch_job.id, (job) => job.status === status);
}

beforeAll(async () => {
  jobs = [
    await created({ dry_run: true }, "pre_processed"),
    await created({ type: "order-export", dry_run: true }, "pre_processed"),
    await created({ dry_run: true }, "pre_processed"),
    await created({}, "completed"),
    await created({ context: { filterable_fields: { nope: 1 } } }, "failed"),
  ];
  began = new Date(jobs[0]?.created_at ?? "");
  await batchJobs.cancel(jobs[2]?.id ?? "");
});

describe("a page", () => {
  test("is the newest ten jobs unless asked otherwise", async () => {
    const { limit, offset, count, batch_jobs, response } = await batchJobs.list();
    expect({ limit, offset }).toEqual({ limit: 10, offset: 0 });
    expect(count).toBeGreaterThanOrEqual(5);
    expect(batch_jobs.slice(0, 5).map(({ id }) => id)).toEqual(ids(4, 3, 2, 1, 0));
    expect(response.status).toBe(200);
  });

  test("starts at an offset", async () => {
    expect(await listed({ offset: 1, limit: 2 })).toEqual(ids(3, 2));
    expect(await listed({ offset: 999 })).toEqual([]);
  });

  test("takes an order", async () => {
    expect(await listed({ order: "created_at" })).toEqual(ids(0, 1, 2, 3, 4));
  });

  test("tells the truth about status and dry_run, as retrieve does", async () => {
    const { batch_jobs } = await batchJobs.list({ created_at: { gte: began } });
    const seen = batch_jobs.map(({ status, dry_run }) => `${status} ${dry_run}`);
    expect(seen).toEqual([
      "failed false",
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

  test("more ids than fit one URL", async () => {
    const many = Array.from({ length: 950 }, (_, i) => `batch_01M84AR86KH1761MF045ASM${1000 + i}`);
    requests = 0;
    expect(await listed({ id: [...ids(1, 4).map(String), ...many], limit: undefined })).toEqual(
      ids(4, 1),
    );
    expect(requests).toBe(10);
  });

  test("more ids than the server's default page", async () => {
    const many = Array.from({ length: 30 }, (_, i) => `batch_none_${i}`);
    const wanted = [...many, ...jobs.map(({ id }) => id)];
    const { batch_jobs, limit } = await batchJobs.list({ id: wanted });
    expect(batch_jobs).toHaveLength(5);
    expect(limit).toBe(35);
  });

  test("one type or several", async () => {
    expect(await listed({ type: "order-export" })).toEqual(ids(1));
    expect(await listed({ type: ["order-export", "product-export"] })).toEqual(ids(4, 3, 2, 1, 0));
    expect(await listed({ type: "none-such" })).toEqual([]);
  });

  test("dates as Date, ISO string and milliseconds", async () => {
    const from = jobs[1]?.created_at ?? "";
    for (const gte of [new Date(from), from, Date.parse(from)]) {
      expect(await listed({ created_at: { gte } })).toEqual(ids(4, 3, 2, 1));
    }
    expect(await listed({ created_at: { gte: began, lt: new Date(from) } })).toEqual(ids(0));
  });

  test("what is set, and what is not", async () => {
    expect(await listed({ canceled_at: { gte: new Date(0) } })).toEqual(ids(2));
    expect(await listed({ completed_at: null, canceled_at: null })).toEqual(ids(4, 1, 0));
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
      message: 'property dry_run should not exist. Medusa knows no "dry_run" here: is it misspelt?',
    });
  });
});

describe("status", () => {
  test.each<[AdminGetBatchParams["status"], number[]]>([
    ["created", []],
    ["pre_processed", [1, 0]],
    ["confirmed", []],
    ["processing", []],
    ["completed", [3]],
    ["canceled", [2]],
    ["failed", [4]],
    ["active", [1, 0]],
    [
      ["completed", "failed"],
      [4, 3],
    ],
    [
      ["failed", "active"],
      [4, 1, 0],
    ],
    [
      ["canceled", "completed", "failed", "pre_processed"],
      [4, 3, 2, 1, 0],
    ],
    [[], []],
  ])("%j finds its jobs, in order, and counts them", async (status, indices) => {
    const page = await batchJobs.list({ status, created_at: { gte: began } });
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(ids(...indices));
    expect(page.count).toBe(indices.length);
  });

  test("is paged over all of its parts", async () => {
    const query = {
      status: ["completed", "failed", "active"],
      created_at: { gte: began },
    } as const;
    const { batch_jobs, count } = await batchJobs.list({ ...query, offset: 1, limit: 2 });
    expect(batch_jobs.map(({ id }) => id)).toEqual(ids(3, 1));
    expect(count).toBe(4);
    const seen: string[] = [];
    for await (const { id } of batchJobs.list({ ...query, limit: 1 })) seen.push(id);
    expect(seen).toEqual(ids(4, 3, 1, 0));
  });

  test("that does not exist is refused, and not sent", async () => {
    const query: object = { status: "done" };
    await expect(batchJobs.list(query)).rejects.toMatchObject({ code: "invalid_argument" });
  });
});

describe("iterating over a list", () => {
  const collect = async (query: AdminGetBatchParams) => {
    const seen: string[] = [];
    for await (const { id } of batchJobs.list({ created_at: { gte: began }, ...query }))
      seen.push(id);
    return seen;
  };

  test("is every job, whatever the size of a page", async () => {
    for (const limit of [1, 2, 3, 100]) {
      expect(await collect({ limit })).toEqual(ids(4, 3, 2, 1, 0));
      expect(await collect({ limit, order: "created_at" })).toEqual(ids(0, 1, 2, 3, 4));
    }
  });

  test("in another order shows none twice; of equal ones it can miss some, as the database sorts", async () => {
    const seen = await collect({ limit: 2, order: "type" });
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids(0, 1, 2, 3, 4)).toEqual(expect.arrayContaining(seen));
    expect(await collect({ limit: 100, order: "type" })).toHaveLength(5);
  });

  /** What others do between two rows that are read. */
  const event = fc.constantFrom("create", "create and cancel", "nothing");

  test.each(["created_at", "-created_at"])(
    "by %s misses no job and shows none twice, whatever others create and cancel meanwhile",
    async (order) => {
      const throughout = ids(0, 1, 3, 4).map(String);
      const interleaving = fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (events, limit) => {
          const script = events.values();
          const seen: string[] = [];
          const query = { created_at: { gte: began }, order, limit, canceled_at: null };
          for await (const { id } of batchJobs.list(query)) {
            seen.push(id);
            const { value } = script.next();
            if (value === undefined || value === "nothing") continue;
            const { batch_job } = await batchJobs.create({
              type: "product-export",
              context: {},
              dry_run: true,
            });
            if (value === "create and cancel") await batchJobs.cancel(batch_job.id);
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(expect.arrayContaining(throughout));
          expect(seen).not.toContain(jobs[2]?.id);
        },
      );
      await fc.assert(interleaving, { numRuns: target.kind === "real" ? 4 : 30 });
    },
    60_000,
  );
});

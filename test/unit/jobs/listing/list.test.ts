import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AdminGetBatchParams } from "../../../../src/index.js";
import {
  fetchPage,
  MAX_IDS_PER_REQUEST,
  type SendList,
} from "../../../../src/jobs/listing/list.js";
import { buildJobQuery } from "../../../../src/jobs/listing/query.js";
import { Shelf } from "../shelf.js";

function shelfOf(count: number): Shelf {
  const shelf = new Shelf();
  for (let i = 0; i < count; i += 1)
    shelf.add({ id: `job-${i}`, microseconds: i * 1000, type: `t${i % 7}` });
  return shelf;
}

const someIds = (count: number) => Array.from({ length: count }, (_, i) => `job-${i}`);

describe("more ids than fit one URL", () => {
  test("are asked for in chunks and merged in order", async () => {
    const shelf = shelfOf(400);
    const page = await fetchPage({ id: someIds(250) }, shelf.send);
    expect(shelf.requests.map(({ id }) => id?.length)).toEqual([100, 100, 50]);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(250).reverse());
    expect(page).toMatchObject({ count: 250, offset: 0, limit: 250 });
  });

  test("are merged by any order", async () => {
    const page = await fetchPage({ id: someIds(150), order: "type" }, shelfOf(150).send);
    const types = page.batch_jobs.map(({ type }) => type);
    expect(types).toEqual(types.toSorted());
  });

  test("take limit and offset over all of them", async () => {
    const query = { id: someIds(250), limit: 30, offset: 90 };
    const page = await fetchPage(query, shelfOf(400).send);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(160).reverse().slice(0, 30));
    expect(page).toMatchObject({ count: 250, offset: 90, limit: 30 });
  });

  test("take an offset beyond all of them", async () => {
    const page = await fetchPage({ id: someIds(250), offset: 5000 }, shelfOf(400).send);
    expect(page).toMatchObject({ batch_jobs: [], count: 250, offset: 5000, limit: 250 });
  });

  test("named twice, come once", async () => {
    const id = [...someIds(150), ...someIds(150)];
    const page = await fetchPage({ id }, shelfOf(400).send);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(150).reverse());
    expect(page).toMatchObject({ count: 150, limit: 150 });
  });

  test("count each id once, and a few are one request", async () => {
    const shelf = shelfOf(10);
    const twice = [...someIds(MAX_IDS_PER_REQUEST), ...someIds(MAX_IDS_PER_REQUEST)];
    await fetchPage({ id: twice }, shelf.send);
    expect(shelf.requests).toHaveLength(1);
  });
});

describe("several statuses", () => {
  const AT = "2026-11-23T00:00:00.000Z";

  test.each<[AdminGetBatchParams["status"], object]>([
    [["active", "canceled"], { canceled_at: AT }],
    [["canceled", "active"], { canceled_at: AT }],
    [["created", "confirmed", "failed"], { confirmed_at: AT }],
    [["failed", "created"], { failed_at: AT }],
    [["completed", "active"], { confirmed_at: AT, completed_at: AT }],
  ])(
    "%j show a job once that moves on between their requests, as it is then",
    async (status, moved) => {
      const shelf = shelfOf(3);
      let answers = 0;
      shelf.beforeAnswer = () => {
        answers += 1;
        if (answers === 2) Object.assign(shelf.rows[1] ?? {}, moved);
      };
      const page = await fetchPage({ status }, shelf.send);
      expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(3).reverse());
      expect(page.batch_jobs[1]).toMatchObject(moved);
      expect(page.count).toBe(3);
    },
  );

  test("are paged over all of them, far into the list too", async () => {
    const shelf = shelfOf(300);
    for (const [i, row] of shelf.rows.entries()) if (i % 2 === 0) row.failed_at = AT;
    const query: AdminGetBatchParams = { status: ["failed", "active"], offset: 270, limit: 20 };
    const page = await fetchPage(query, shelf.send);
    expect(page.batch_jobs.map(({ id }) => id)).toEqual(someIds(30).reverse().slice(0, 20));
    expect(page).toMatchObject({ count: 300, offset: 270, limit: 20 });
    expect(shelf.requests).toHaveLength(2);
  });

  test("and more ids than fit one URL are asked for a status at a time", async () => {
    const shelf = shelfOf(250);
    const page = await fetchPage({ id: someIds(250), status: ["failed", "created"] }, shelf.send);
    expect(page).toMatchObject({ count: 250, limit: 250 });
    const asked = shelf.requests.map(({ failed_at }) =>
      failed_at === null ? "created" : "failed",
    );
    expect(asked).toEqual(["created", "created", "created", "failed", "failed", "failed"]);
  });
});

describe("a filter is never dropped in silence", () => {
  const FILTERS = [
    ...["id", "type", "status", "limit", "offset", "order", "created_at", "updated_at"],
    ...["pre_processed_at", "confirmed_at", "completed_at", "failed_at", "canceled_at"],
  ];
  const nothing = fc.constantFrom(
    undefined,
    Number.NaN,
    "",
    [],
    {},
    [undefined],
    [[]],
    new Date(NaN),
  );
  const bounds = fc.dictionary(
    fc.constantFrom("lt", "gte", "after"),
    fc.oneof(fc.jsonValue(), nothing),
  );
  const value = fc
    .oneof(fc.jsonValue(), nothing, bounds, fc.array(nothing))
    .filter((one) => one !== undefined);

  /** What becomes of a list: its query strings, or why it was refused. */
  async function outcomeOf(query: unknown): Promise<string[] | Error> {
    const sent: string[] = [];
    const shelf = shelfOf(0);
    const send: SendList = (page) => {
      sent.push(decodeURIComponent(buildJobQuery(page)));
      return shelf.send(page);
    };
    return Reflect.apply(fetchPage, undefined, [query, send]).then(
      () => sent,
      (error: Error) => (sent.length > 0 ? new Error("sent", { cause: error }) : error),
    );
  }

  test.each(FILTERS)(
    "%s, whatever its value: it is in each request, or is refused",
    async (key) => {
      // A status is compiled to timestamps.
      const trace =
        key === "status" ? /(failed|completed)_at(\[gte\])?=./ : RegExp(`\\b${key}[[\\]a-z]*=.`);
      const property = fc.asyncProperty(value, async (given) => {
        const outcome = await outcomeOf({ [key]: given });
        if (outcome instanceof Error) expect(outcome).toHaveProperty("code", "invalid_argument");
        else for (const query of outcome) expect(query).toMatch(trace);
      });
      await fc.assert(property, { numRuns: 150 });
    },
  );

  test.each<[object, string]>([
    [{ id: [undefined] }, "id must be a non-empty string, or an array of them, not undefined."],
    [{ id: [[]] }, "id must be a non-empty string, or an array of them, not an array."],
    [{ id: "" }, 'id must be a non-empty string, or an array of them, not "" (a string).'],
    [{ id: null }, "id must be a non-empty string, or an array of them, not null."],
    [{ type: [undefined] }, "type must be a non-empty string, or an array of them, not undefined."],
    [{ type: ["a", 5] }, "type must be a non-empty string, or an array of them, not 5."],
    [{ status: null }, "status null is no status of a batch job. There are: created, "],
    [{ status: [undefined] }, "status undefined is no status of a batch job."],
    [{ status: [["failed"]] }, "status an array is no status of a batch job."],
    [{ limit: "5" }, 'limit must be a whole number of at least 1, not "5" (a string).'],
    [{ offset: null }, "offset must be a whole number of at least 0, not null."],
    [{ order: "" }, "order must be one of id, type, context, "],
    [{ order: ["type"] }, 'with a "-" in front for descending, not an array.'],
    [{ order: "-" }, ', not "-" (a string).'],
    [{ order: "status" }, ', not "status" (a string).'],
    [{ order: "created_at:desc" }, ', not "created_at:desc" (a string).'],
    [{ fields: "id, nope" }, 'failed_at, dry_run, not " nope" (a string).'],
    [{ fields: ["created_by_users"] }, ', not "created_by_users" (a string).'],
    [
      { expand: "created_by" },
      'expand must be "created_by_user", the only relation, not "created_by" (a string).',
    ],
    [{ id: { id: "batch_1" } }, "an array of them, not an object. Pass job.id."],
    [{ fields: null }, "fields must be a non-empty string, or an array of them, not null."],
    [
      { expand: [undefined] },
      "expand must be a non-empty string, or an array of them, not undefined.",
    ],
    [{ created_at: null }, "created_at must be { lt, lte, gt, gte }, not null."],
    [{ created_at: new Date() }, "created_at must be { lt, lte, gt, gte }, not a Date."],
    [
      { failed_at: "2026-11-23" },
      'failed_at must be { lt, lte, gt, gte }, not "2026-11-23" (a string).',
    ],
    [
      { failed_at: {} },
      "failed_at: an object without a value cannot be written into a query string",
    ],
    [{ failed_at: { gte: undefined } }, "failed_at: an object without a value"],
    [
      { failed_at: { after: 0 } },
      'A bound of failed_at must be lt, lte, gt or gte, not "after" (a string).',
    ],
    [
      { failed_at: { gte: null } },
      "failed_at[gte] must be a Date, an ISO string or milliseconds, not null.",
    ],
    [{ failed_at: { lt: "soon" } }, ', not "soon" (a string).'],
    [{ created_at: { lt: "2026" } }, ', not "2026" (a string).'],
    [{ failed_at: { lt: Number.NaN } }, "failed_at[lt] is not a valid date."],
    [{ created_by: [] }, "created_by"],
  ])("%j is refused readably", async (query, message) => {
    const outcome = await outcomeOf(query);
    expect(outcome).toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining(message),
    });
  });

  test.each([[null], ["id=1"], [5], [[]], [[{ id: "a" }]]])(
    "nor is a query that is none: %j",
    async (query) => {
      const outcome = await outcomeOf(query);
      expect(outcome).toMatchObject({
        code: "invalid_argument",
        message: expect.stringContaining("The query of a list must be an object, not "),
      });
    },
  );

  test.each([
    { id: undefined, type: undefined, status: undefined, limit: undefined, created_at: undefined },
    { created_at: { gte: undefined, lt: "2026-11-23" } },
    { expand: "", fields: "" },
    { expand: [], fields: [] },
  ])("but what is not given is not asked for: %j", async (query) => {
    expect(await outcomeOf(query)).toHaveLength(1);
  });
});

describe("what matches nothing is not asked for", () => {
  test.each([{ id: [] }, { type: [] }, { status: [] }, { id: "job-1", type: [] }])(
    "%j",
    async (query) => {
      const shelf = shelfOf(5);
      const page = await fetchPage({ ...query, offset: 2, limit: 4 }, shelf.send);
      expect(page).toMatchObject({ batch_jobs: [], count: 0, offset: 2, limit: 4 });
      expect(shelf.requests).toEqual([]);
    },
  );
});

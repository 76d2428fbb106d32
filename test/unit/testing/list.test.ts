import { describe, expect, it } from "vitest";
import { type JobRecord, JobStore } from "../../../src/testing/job-store.js";
import { canceled, failed, preProcessed } from "../../../src/testing/lifecycle.js";
import { listJobs } from "../../../src/testing/list.js";
import type { User } from "../../../src/types/auth.js";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 60 * 60 * 1000;
const UNKNOWN_ERROR = "An unknown error occurred.";

const OWNER: User = {
  id: "usr_1",
  email: "a@b.co",
  role: "admin",
  first_name: null,
  last_name: null,
  api_token: "token",
  metadata: null,
  created_at: "",
  updated_at: "",
  deleted_at: null,
};

/** Three jobs of one millisecond (a, b, c), and one an hour later (d). */
const [a, b, c, d] = records();
const all = [a, b, c, d];

describe("listJobs shows", () => {
  it.each([
    ["", "dcba", 10],
    ["?limit=2", "dc", 2],
    ["?limit=2&offset=1", "cb", 2],
    ["?offset=9", "", 10],
    ["?offset=", "dcba", 10],
    ["?limit=0", "dcba", 0],
    ["?limit=", "dcba", 0],
    ["?limit=1.5", "dc", 1.5],
    ["?limit=1e1", "dcba", 10],
    ["?limit=100000000", "dcba", 100_000_000],
    ["?order=created_at", "abcd", 10],
    ["?order=-created_at", "dcba", 10],
    ["?order=type&limit=1", "b", 1],
    ["?order=-failed_at&limit=3", "abd", 3],
    ["?order=failed_at&limit=1", "c", 1],
    ["?type[]=order-export", "b", 10],
    ["?type[0]=order-export&type[1]=product-import", "cb", 10],
    ["?type[]=", "", 10],
    ["?id[]=batch_nope", "", 10],
    ["?id[]=", "", 10],
    ["?failed_at[gte]=1970-01-01T00:00:00.000Z", "c", 10],
    ["?failed_at=null", "dba", 10],
    ["?pre_processed_at=null&failed_at=null", "da", 10],
    ["?canceled_at[gt]=2026-01-01T00:00:00.000Z", "", 10],
    ["?canceled_at=2026-01-01T00:00:00.000Z", "d", 10],
    ["?confirmed_at=2020-01-01", "", 10],
    ["?created_at[gt]=2026-01-01T00:30:00Z", "d", 10],
    ["?created_at[gte]=2026-01-01&created_at[lt]=2026-01-01T00:30:00Z", "cba", 10],
    ["?toString=1", "dcba", 10],
    ["?__proto__[x]=1", "dcba", 10],
  ])("%s: %s", (search, names, limit) => {
    const page = listJobs(all, search);
    expect(page.batch_jobs.map(({ id }) => nameOf(id)).join("")).toBe(names);
    expect(page.limit).toBe(limit);
  });

  it("the count of all pages", () => {
    expect(listJobs(all, "?limit=1&type[]=order-export&type[]=product-export")).toMatchObject({
      count: 3,
      offset: 0,
    });
  });

  it("ids in both forms, more than 20 of them too, and ten rows by default", () => {
    const ids = all.map(({ job }) => job.id);
    const many = [...ids, ...Array.from({ length: 30 }, (_, index) => `batch_${index}`)];
    expect(listJobs(all, `?${many.map((id) => `id[]=${id}`).join("&")}`).count).toBe(4);
    expect(listJobs(all, `?${many.map((id, index) => `id[${index}]=${id}`).join("&")}`).count).toBe(
      4,
    );
    expect(listJobs(manyRecords(12), "").batch_jobs).toHaveLength(10);
  });

  it("not those of the same millisecond to a cursor made of created_at", () => {
    const last = listJobs(all, "?limit=2").batch_jobs[1]?.created_at;
    for (const operator of ["lt", "lte"]) {
      const next = listJobs(all, `?created_at[${operator}]=${last}`);
      expect(next.batch_jobs.map(({ id }) => nameOf(id)).join("")).toBe(
        operator === "lt" ? "" : "a",
      );
    }
  });
});

describe("a row", () => {
  const row = (search: string) => listJobs([b], search, { owner: OWNER }).batch_jobs[0];

  it("says dry_run: false unless it was selected", () => {
    expect(b.job.dry_run).toBe(true);
    expect(row("")).toMatchObject({ dry_run: false, status: "pre_processed" });
    expect(row("?fields=dry_run")).toMatchObject({ dry_run: true });
    expect(row("?fields=%2Bdry_run")).toMatchObject({ dry_run: true, type: "order-export" });
  });

  it("says created unless its timestamps were selected", () => {
    expect(row("?fields=id,type")).toEqual({
      id: b.job.id,
      type: "order-export",
      created_at: b.job.created_at,
      dry_run: false,
      status: "created",
    });
    expect(row("?fields=pre_processed_at")?.status).toBe("pre_processed");
  });

  it.each([["?fields="], ["?fields=id"], ["?fields=created_by_user"]])(
    "of %s holds id and created_at",
    (search) => {
      expect(Object.keys(row(search) ?? {}).sort()).toEqual([
        "created_at",
        "dry_run",
        "id",
        "status",
      ]);
    },
  );

  it("leaves out what -name names", () => {
    expect(row("?fields=-context,-result")).not.toHaveProperty("context");
    expect(row("?fields=-context")).toHaveProperty("result");
  });

  it("discloses its user's API token when it is expanded", () => {
    expect(row("?expand=created_by_user")?.created_by_user).toEqual(OWNER);
    expect(row("?fields=created_by_user.email")?.created_by_user).toEqual({ email: "a@b.co" });
    expect(row("?expand=")).not.toHaveProperty("created_by_user");
  });
});

describe("listJobs refuses", () => {
  it.each([
    ["?id=batch_1", 400, "id must be an array"],
    ["?type=product-export,order-export", 400, "type must be an array"],
    ["?type=", 400, "type must be an array"],
    ["?status[]=completed", 400, "property status should not exist"],
    ["?dry_run=true", 400, "property dry_run should not exist"],
    ["?processing_at=null", 400, "property processing_at should not exist"],
    ["?a=1&b=2", 400, "property a should not exist, property b should not exist"],
    ["?limit=abc", 400, "limit must be a number conforming to the specified constraints"],
    ["?limit=1&limit=2", 400, "limit must be a number conforming to the specified constraints"],
    ["?limit=Infinity", 400, "limit must be a number conforming to the specified constraints"],
    ["?offset=abc", 400, "offset must be a number conforming to the specified constraints"],
    ["?order=id&order=type", 400, "order must be a string"],
    ["?fields[]=id", 400, "fields must be a string"],
    [
      "?nope=1&limit=x",
      400,
      "property nope should not exist, limit must be a number conforming to the specified constraints",
    ],
    ["?limit=-1", 500, UNKNOWN_ERROR],
    ["?offset=-1", 500, UNKNOWN_ERROR],
    ["?limit=9223372036854775808", 500, UNKNOWN_ERROR],
    ["?order=", 500, UNKNOWN_ERROR],
    ["?order=-", 500, UNKNOWN_ERROR],
    ["?order=status", 500, UNKNOWN_ERROR],
    ["?order=type,created_at", 500, UNKNOWN_ERROR],
    ["?expand=nope", 500, UNKNOWN_ERROR],
    ["?fields=status", 500, UNKNOWN_ERROR],
    ["?fields=id,%20type", 500, UNKNOWN_ERROR],
    ["?created_at[gte]=1690000000", 500, UNKNOWN_ERROR],
    ["?created_at[gte]=2020", 500, UNKNOWN_ERROR],
    ["?failed_at=", 500, UNKNOWN_ERROR],
    ["?failed_at[not]=null", 500, UNKNOWN_ERROR],
    ["?completed_at=not%20null", 500, UNKNOWN_ERROR],
    ["?updated_at[gte]=abc", 500, UNKNOWN_ERROR],
    ["?id[0][a]=1", 500, UNKNOWN_ERROR],
  ])("%s with %d", (search, status, message) => {
    expect(() => listJobs(all, search)).toThrow(expect.objectContaining({ status, message }));
  });

  it.each([
    ["?created_at=null", "an unknown value was passed to the validate function"],
    ["?created_at[eq]=2026-01-01", "property eq should not exist"],
    ["?created_at[gte]=abc", "gte must be a Date instance"],
  ])("%s with JSON in its message", (search, complaint) => {
    const message = JSON.stringify({
      message: "created_at must be one of: DateComparisonOperator",
      details: { DateComparisonOperator: [complaint] },
    });
    expect(() => listJobs(all, search)).toThrow(expect.objectContaining({ status: 400, message }));
  });
});

describe("date filters other than created_at's", () => {
  it.each([
    ["?failed_at[gte]=1690000000", "c", "take Unix seconds"],
    ["?failed_at[gte]=1690000000000", "", "take milliseconds for seconds, and match nothing"],
    ["?failed_at[gte]=", "c", "take nothing for 1970"],
  ])("%s: %s, they %s", (search, names) => {
    expect(
      listJobs(all, search)
        .batch_jobs.map(({ id }) => nameOf(id))
        .join(""),
    ).toBe(names);
  });
});

function nameOf(id: unknown): string {
  return "abcd".charAt(all.findIndex(({ job }) => job.id === id));
}

function records(): [JobRecord, JobRecord, JobRecord, JobRecord] {
  const store = new JobStore();
  const add = (type: string, at: number, dry_run = false) =>
    store.add({ type, dry_run, context: {}, created_by: "usr_1" }, at, 0);
  const [first, second, third, fourth] = [
    add("product-export", NOW),
    add("order-export", NOW, true),
    add("product-import", NOW),
    add("product-export", NOW + HOUR),
  ];
  second.job = preProcessed(second.job, {}, NOW);
  third.job = failed(preProcessed(third.job, {}, NOW), "no", NOW + HOUR);
  fourth.job = canceled(fourth.job, NOW);
  return [first, second, third, fourth];
}

function manyRecords(count: number): JobRecord[] {
  const store = new JobStore();
  const job = { type: "t", dry_run: false, context: {}, created_by: "usr_1" };
  return Array.from({ length: count }, () => store.add(job, NOW, 0));
}

import { parse } from "qs";
import { describe, expect, test } from "vitest";
import { buildJobQuery, checkQuery } from "../../../../src/jobs/listing/query.js";
import type { AdminGetBatchParams } from "../../../../src/types/batch-job.js";

/** As Express 4 reads a query string. */
const express = (query: string) => parse(query, { allowPrototypes: true });

const filters = (query: AdminGetBatchParams) => {
  const { fields: _added, ...rest } = express(buildJobQuery(query));
  return rest;
};

describe("a job query", () => {
  const date = new Date("2026-11-23T10:00:00.000Z");
  const iso = date.toISOString();

  test.each<[string, AdminGetBatchParams, object]>([
    ["a Date becomes ISO", { created_at: { gte: date } }, { created_at: { gte: iso } }],
    ["an ISO string stays", { created_at: { lt: iso } }, { created_at: { lt: iso } }],
    ["milliseconds become ISO", { failed_at: { gt: date.getTime() } }, { failed_at: { gt: iso } }],
    ["null travels as the word", { confirmed_at: null }, { confirmed_at: "null" }],
    ["undefined is left out", { type: undefined, order: "type" }, { order: "type" }],
    ["one id becomes an array, with its limit", { id: "batch_1" }, { id: ["batch_1"], limit: "1" }],
    ["one type becomes an array", { type: "x" }, { type: ["x"] }],
    [
      "all of the ids asked for are asked for",
      { id: ["a", "b", "c"] },
      { id: ["a", "b", "c"], limit: "3" },
    ],
    ["a limit given stays", { id: ["a", "b"], limit: 1 }, { id: ["a", "b"], limit: "1" }],
    ["expand takes an array", { expand: ["created_by_user"] }, { expand: "created_by_user" }],
    ["text is encoded", { type: "a&b=c d[]" }, { type: ["a&b=c d[]"] }],
  ])("%s", (_, query, expected) => {
    expect(filters(query)).toEqual(expected);
  });

  test("keeps more ids than an Express reads in the indexed form", () => {
    const id = Array.from({ length: 150 }, (_, i) => `batch_${i}`);
    expect(buildJobQuery({ id })).not.toMatch(/id%5B\d/);
  });

  test("reaches the server with keys that the SDK does not know", () => {
    const query: object = { status: "completed" };
    expect(filters(query)).toEqual({ status: "completed" });
  });

  test.each([undefined, "", "id", "id,type", "id, type", ["id", "status"]])(
    "asks for what a true status and dry_run need, also with fields: %j",
    (fields) => {
      const sent = String(express(buildJobQuery({ fields })).fields).split(",");
      expect(sent).toEqual(
        expect.arrayContaining(["dry_run", "created_at", "confirmed_at", "failed_at"]),
      );
      expect(sent).not.toContain("status");
      expect(sent.join("")).not.toContain(" ");
    },
  );

  test("refuses an invalid date before anything is sent", () => {
    expect(() => buildJobQuery({ created_at: { gte: new Date("nonsense") } })).toThrow(
      /created_at\[gte\] is not a valid date/,
    );
    expect(() => buildJobQuery({ created_at: { gte: Number.NaN } })).toThrow(/not a valid date/);
  });
});

describe("paging", () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "10"])(
    "refuses limit %j",
    (limit) => {
      const query: object = { limit };
      expect(() => checkQuery(query)).toThrow(/limit must be a whole number of at least 1/);
    },
  );

  test.each([-1, 0.5])("refuses offset %j", (offset) => {
    expect(() => checkQuery({ offset })).toThrow(/offset must be a whole number/);
  });

  test("takes what makes sense, and nothing at all", () => {
    checkQuery({ limit: 1, offset: 0 });
    checkQuery({});
  });
});

import { describe, expect, test } from "vitest";
import { beginningOf, isResumable, rangeHeaders } from "../../../src/http/resume.js";
import type { HTTPResponse } from "../../../src/index.js";

const DATE = "Thu, 26 Nov 2026 10:00:01 GMT";
const A_SECOND_AGO = "Thu, 26 Nov 2026 10:00:00 GMT";

function head(headers: Record<string, string>, status = 200): HTTPResponse {
  return { status, statusText: "", headers };
}

function dated(modified: string, date = DATE): Record<string, string> {
  return { "last-modified": modified, date };
}

describe("a file is known again", () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ["by a strong ETag", { etag: '"a"' }, '"a"'],
    ["by that before a date", { etag: '"a"', ...dated(A_SECOND_AGO) }, '"a"'],
    ["by the time of its change", dated(A_SECOND_AGO), A_SECOND_AGO],
    ["by that beside a weak ETag", { etag: 'W/"a"', ...dated(A_SECOND_AGO) }, A_SECOND_AGO],
    ["not by a weak ETag", { etag: 'W/"a"' }, undefined],
    ["not by an ETag without quotes", { etag: "a" }, undefined],
    ["not by a change of this second", dated(DATE), undefined],
    ["not by a change in the future", dated(DATE, A_SECOND_AGO), undefined],
    ["not by a change when nobody knows what time it is", dated(A_SECOND_AGO, ""), undefined],
    ["not by what is no date", dated("yesterday"), undefined],
    ["not by nothing", {}, undefined],
  ])("%s", (_, headers, validator) => {
    const first = head({ ...headers, "content-length": "39" });
    expect(isResumable(first, 39)).toBe(validator !== undefined);
    expect(rangeHeaders({ from: 10, first })["if-range"] ?? undefined).toBe(validator);
  });
});

test.each([
  ["another length than its file", "38", 39],
  ["no length", undefined, 39],
  ["a length, and nobody knows its file's", "39", undefined],
])("a file that comes with %s could not be counted on", (_, length, size) => {
  const first = head({ etag: '"a"', ...(length && { "content-length": length }) });
  expect(isResumable(first, size)).toBe(false);
});

test("what is missing is asked for as it is stored, and all of it as ever", () => {
  const first = head({ etag: '"a"' });
  expect(rangeHeaders({ from: 10, first })).toEqual({
    range: "bytes=10-",
    "if-range": '"a"',
    "accept-encoding": "identity",
  });
  expect(rangeHeaders({ from: 0, first })).toEqual({});
});

describe("an answer", () => {
  const first = head({ etag: '"a"', ...dated(A_SECOND_AGO) });
  const beginning = (headers: Record<string, string>, status = 206) =>
    beginningOf(head({ etag: '"a"', ...headers }, status), { from: 10, first }, 39);

  test.each<[string, Record<string, string>, number]>([
    ["of the rest", { "content-range": "bytes 10-38/39" }, 10],
    ["of a part of the rest", { "content-range": "bytes 10-19/39" }, 10],
    [
      "that says when the file changed",
      { "content-range": "bytes 10-38/39", ...dated(A_SECOND_AGO) },
      10,
    ],
  ])("%s is the rest", (_, headers, from) => {
    expect(beginning(headers)).toBe(from);
  });

  test("that is whole begins at the beginning", () => {
    expect(beginning({}, 200)).toBe(0);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["of another ETag", { etag: '"b"' }, /the file has changed/],
    ["of a later time", dated(DATE), /the file has changed/],
    ["that says nothing", {}, /a part that it does not name/],
    [
      "of several parts",
      { "content-type": "multipart/byteranges" },
      /a part that it does not name/,
    ],
    ["of a part that begins alike", { "content-range": "bytes 100-138/39" }, /bytes 100-138/],
    ["of a size that ends alike", { "content-range": "bytes 10-38/139" }, /bytes 10-38\/139/],
    ["of no size", { "content-range": "bytes 10-38/*" }, /bytes 10-38/],
    ["in other units", { "content-range": "rows 10-38/39" }, /rows 10-38/],
  ])("%s is not", (_, headers, why) => {
    expect(beginning(headers)).toMatch(why);
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { collectFilter } from "../../../src/cli/program/values.js";
import { contextOf, readContext } from "../../../src/cli/settings/context.js";
import { temporaryFolder } from "../../cli/support/temporary-folder.js";

const host = (input = "") => ({ stdin: Object.assign(Readable.from([input])) });

test.each([
  ["[1]", "--context is no JSON object: it is an array."],
  ["null", "it is null"],
  ['"a"', "it is a string"],
  ['{"a": 1,\n "b": }', "--context is no JSON: "],
  ["{a: 1}", "(line 1 column 2)"],
  ['{"a": 1,\n "b": 2,\n}', "(line 3 column 1)"],
  ["", "Unexpected end of JSON input"],
  ["@", "--context @ names no file"],
  ["@missing.json", "missing.json is not there"],
])("%j is refused", async (given, message) => {
  await expect(readContext(host(), given)).rejects.toThrow(message);
});

test("it is JSON, a file, or stdin; an editor's byte order mark is no part of it", async () => {
  const file = join(await temporaryFolder(), "context.json");
  await writeFile(file, '\ufeff{"a":1}\r\n');
  expect(await readContext(host(), '{"a":1}')).toEqual({ a: 1 });
  expect(await readContext(host(), `@${file}`)).toEqual({ a: 1 });
  expect(await readContext(host('{"a":1}'), "@-")).toEqual({ a: 1 });
  expect(await readContext(host(), undefined)).toEqual({});
});

const filtersOf = (...texts: string[]) =>
  texts.reduce<Record<string, string | string[]>>(
    (before, text) => collectFilter(text, before),
    {},
  );

test.each<[string[], object]>([
  [["title=Mug"], { title: "Mug" }],
  [["title=a=b"], { title: "a=b" }],
  [["title=Mug", "title=Cup", "title=Pot"], { title: ["Mug", "Cup", "Pot"] }],
  [["status=published"], { status: ["published"] }],
  [
    ["created_at.gte=2026-11-01", "created_at.lt=2026-11-02"],
    { created_at: { gte: "2026-11-01", lt: "2026-11-02" } },
  ],
])("the filters %j", async (texts, filterable_fields) => {
  expect(await contextOf(host(), { filter: filtersOf(...texts) })).toEqual({ filterable_fields });
});

test("flags win over --context, whose other fields stay", async () => {
  const context =
    '{"batch_size":5,"filterable_fields":{"title":"Cup","handle":"mug","created_at":{"lt":"2026-12-01","gte":"2026-01-01"}}}';
  const since = new Date("2026-11-01T06:00:00Z");
  expect(await contextOf(host(), { context, filter: { title: "Mug" }, since })).toEqual({
    batch_size: 5,
    filterable_fields: {
      title: "Mug",
      handle: "mug",
      created_at: { lt: "2026-12-01", gte: "2026-11-01T06:00:00.000Z" },
    },
  });
});

test("without filters nothing is said of them", async () => {
  expect(await contextOf(host(), {})).toEqual({});
  expect(await contextOf(host(), { context: '{"limit":5}' })).toEqual({ limit: 5 });
});

test("a name that objects have by nature is a name like others", async () => {
  const context = await contextOf(host(), { filter: filtersOf("__proto__.x=1", "constructor=2") });
  expect(JSON.stringify(context)).toBe(
    '{"filterable_fields":{"__proto__":{"x":"1"},"constructor":"2"}}',
  );
  expect(Object({}).x).toBeUndefined();
});

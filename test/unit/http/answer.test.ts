import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type PromisedBody, readAnswer } from "../../../src/http/answer.js";
import type { ErrorResponse } from "../../../src/index.js";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const HTML_TYPE = { "content-type": "text/html; charset=utf-8" };

const read = (
  status: number,
  text: string,
  headers: Record<string, string> = JSON_TYPE,
  promised: PromisedBody = { bodyKey: "batch_job" },
) => readAnswer({ status, statusText: "", headers, text }, promised);

describe("a success", () => {
  test("is the object that was promised", () => {
    expect(read(200, '{"batch_job": {"id": "a"}}')).toEqual({ result: { batch_job: { id: "a" } } });
  });

  test("may leave out its content type", () => {
    expect(read(200, '{"batch_job": {}}', {})).toHaveProperty("result");
  });

  test("of an unknown endpoint may be any object, or nothing with 204", () => {
    expect(read(200, '{"a": 1}', JSON_TYPE, {})).toEqual({ result: { a: 1 } });
    expect(read(204, "", {}, {})).toEqual({ result: {} });
  });

  test("may be text where the body is of no interest", () => {
    expect(read(200, "OK", {}, { ignoreBody: true })).toEqual({ result: {} });
  });

  test.each<[string, string, Record<string, string>, object]>([
    ["an object", '{"a": 1}', JSON_TYPE, { a: 1 }],
    ["an object that is called a page", '{"a": 1}', HTML_TYPE, { a: 1 }],
    ["an array, as data", "[1]", JSON_TYPE, { data: [1] }],
    ["an empty array, as data", "[]", JSON_TYPE, { data: [] }],
    ["a scalar, as data", "true", JSON_TYPE, { data: true }],
    ["null, as data", "null", JSON_TYPE, { data: null }],
    ["a text", "OK", { "content-type": "text/plain" }, {}],
    ["a text as Express sends it", "OK", HTML_TYPE, {}],
    ["a text without a type", "OK", {}, {}],
    ["nothing", "", JSON_TYPE, {}],
    ["nothing, without a type", "", {}, {}],
  ])("of which nobody knows what it promises may be %s", (_, text, headers, expected) => {
    expect(read(200, text, headers, { anyBody: true })).toEqual({ result: expected });
  });

  test.each<[string, string, Record<string, string>, string]>([
    ["a page", " <!doctype html>", HTML_TYPE, "the body is an HTML page"],
    ["a page without a type", "<html>", {}, "the body is an HTML page"],
    ["truncated JSON", '{"a": 1', JSON_TYPE, "the JSON is cut off or broken"],
  ])("of which nobody knows what it promises is not %s", (_, text, headers, detail) => {
    expect(read(200, text, headers, { anyBody: true })).toMatchObject({
      failure: { kind: "nonsense", detail },
    });
  });

  test.each<[string, string, Record<string, string>, string]>([
    ["an HTML page", "<html>", HTML_TYPE, "the body is text/html; charset=utf-8, not JSON"],
    ["JSON that says it is HTML", '{"batch_job": {}}', HTML_TYPE, "not JSON"],
    ["truncated JSON", '{"batch_job": {"id', JSON_TYPE, "the JSON is cut off or broken"],
    ["an empty body", "", JSON_TYPE, "the body is empty"],
    ["an array", "[1]", JSON_TYPE, "the JSON is not an object"],
    ["a scalar", "5", JSON_TYPE, "the JSON is not an object"],
    ["null", "null", JSON_TYPE, "the JSON is not an object"],
    ["another object", '{"products": []}', JSON_TYPE, 'the JSON has no "batch_job"'],
    ["a null job", '{"batch_job": null}', JSON_TYPE, 'the JSON has no "batch_job"'],
  ])("that is %s is nonsense", (_, text, headers, detail) => {
    expect(read(200, text, headers)).toMatchObject({
      failure: {
        kind: "nonsense",
        detail: expect.stringContaining(detail),
        response: { status: 200 },
      },
    });
  });

  test("with 204 is nonsense where a body was promised", () => {
    expect(read(204, "", {})).toMatchObject({ failure: { kind: "nonsense" } });
  });
});

describe("an error", () => {
  test.each<[string, string, Record<string, string>, unknown]>([
    [
      "JSON",
      '{"type": "not_found", "message": "no"}',
      JSON_TYPE,
      { type: "not_found", message: "no" },
    ],
    ["text", "Unauthorized", {}, "Unauthorized"],
    ["a page", "<html>", HTML_TYPE, "<html>"],
    ["nothing", "", {}, ""],
  ])("keeps its body: %s", (_, text, headers, data) => {
    expect(read(401, text, headers)).toMatchObject({
      failure: { kind: "status", response: { status: 401, data } },
    });
  });

  test("measures the date in Retry-After by the server's own clock", () => {
    const headers = {
      date: "Mon, 23 Nov 2020 12:00:00 GMT",
      "retry-after": "Mon, 23 Nov 2020 12:00:05 GMT",
    };
    expect(read(503, "", headers)).toMatchObject({ failure: { retryAfter: 5000 } });
  });

  test("says what the server says of it", () => {
    const message = "Batch job batch_1 does not belong to the user usr_2";
    const text = JSON.stringify({ type: "not_allowed", code: "23505", message });
    expect(read(400, text)).toMatchObject({
      failure: { said: { type: "not_allowed", code: "23505", message, isOthersJob: true } },
    });
    expect(read(400, '{"type": "not_allowed", "message": "It is completed"}')).toMatchObject({
      failure: { said: { isOthersJob: false } },
    });
    expect(read(400, "no JSON")).toMatchObject({ failure: { said: undefined } });
  });
});

describe("credentials in an answer", () => {
  const text = '{"user": {"id": "u", "api_token": "tok"}, "access_token": "jwt"}';
  const reading = read(200, text, JSON_TYPE, { bodyKey: "user" });
  const body: unknown = "result" in reading && reading.result;

  test("can be read by name", () => {
    expect(body).toHaveProperty("user.api_token", "tok");
    expect(body).toHaveProperty("access_token", "jwt");
  });

  test("are not printed however deep they are", () => {
    const levels = 20_000;
    const open = '{"a":'.repeat(levels);
    const deep = `${open}{"api_token": "tok"}${"}".repeat(levels)}`;
    const reading = read(200, `{"user": ${deep}}`, JSON_TYPE, { bodyKey: "user" });
    let node: unknown = "result" in reading && Reflect.get(reading.result, "user");
    for (let level = 0; level < levels; level += 1) node = Reflect.get(Object(node), "a");
    expect(node).toHaveProperty("api_token", "tok");
    expect(JSON.stringify(node)).toBe("{}");
  });

  test("are not printed, serialised or copied", () => {
    expect(inspect(body, { depth: null }) + JSON.stringify(body)).not.toMatch(/tok"|tok'|jwt/);
    expect({ ...Object(body) }).not.toHaveProperty("access_token");
  });
});

test("prototype keys in an answer pollute nothing", () => {
  read(
    200,
    '{"batch_job": {}, "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}',
  );
  expect({}).not.toHaveProperty("polluted");
});

test.each(["", "null", "5", "[]", "Unauthorized", "<html>", '{"message": "gone"}'])(
  "the body %j of an error can be asked for its message",
  (text) => {
    const reading = read(404, text);
    const { data }: ErrorResponse = Object(Reflect.get(reading, "failure")).response;
    expect(data.message).toBe(text.startsWith("{") ? "gone" : undefined);
  },
);

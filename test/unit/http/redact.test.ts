import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Failure } from "../../../src/http/failure.js";
import { redactFailure, redactor } from "../../../src/http/redact.js";
import { Medusa, MedusaError } from "../../../src/index.js";

const SECRET = 'p"a\\ss +1';

const redact = (text: string, secrets: string[] = []) => redactor(secrets)(text);

test.each([
  ["as it is", SECRET],
  ["in JSON", JSON.stringify({ password: SECRET })],
  ["in JSON in JSON", JSON.stringify({ body: JSON.stringify({ password: SECRET }) })],
  ["in a URL", `/login?password=${encodeURIComponent(SECRET)}`],
])("a secret is redacted %s", (_, text) => {
  expect(redact(text, [SECRET])).toContain("[redacted]");
  expect(redact(text, [SECRET])).not.toMatch(/p\\*"a|p%22a/);
});

test("a cookie's value is redacted decoded and without its quotes, too", () => {
  expect(redact("s:abc.def=", ["s%3Aabc.def%3D"])).toBe("[redacted]");
  expect(redact("session-1", ['"session-1"'])).toBe("[redacted]");
});

test("a text without secrets stays as it is", () => {
  expect(redact("100 % of it", ["x%"])).toBe("100 % of it");
});

test.each(["", "a", "1", ":", "$&", "\\", "1234567", "%2F%2F%2F"])(
  "%j is too short for a secret",
  (value) => {
    const text = 'a 1 : $& \\ 1234567 /// {"a": 1}';
    expect(redact(text, [value])).toBe(text);
  },
);

test("half a surrogate pair in a secret breaks nothing", () => {
  expect(redact("its text", ["\ud800 hunter2"])).toBe("its text");
});

test("of secrets that begin alike, the whole of the longer one is redacted", () => {
  expect(redact("session-12 session-1", ["session-1", "session-12"])).toBe("[redacted] [redacted]");
});

test("what stands in place of one secret is not taken for another", () => {
  expect(redact("hunter2-hunter2", ["hunter2-hunter2", "redacted"])).toBe("[redacted]");
});

describe("what stands under a secret's key is redacted, known or not", () => {
  const user = { id: "usr_1", api_token: 'to"k\\en', email: "a@b" };
  const inString = JSON.stringify(user);
  test.each([
    ["in JSON that is cut off", '{"user":{"id":"usr_1","api_token":"tok'],
    ["in JSON with garbage after it", `${inString} trailing`],
    ["in JSON with a prefix against its inclusion", `)]}'\n${inString}`],
    ["in JSON in a string", JSON.stringify({ body: inString }).slice(1)],
    [
      "in JSON in JSON in a string",
      JSON.stringify({ a: JSON.stringify({ body: inString }) }).slice(1),
    ],
    ["as Node prints it", inspect({ access_token: "tok", email: "a@b" })],
    ["in a URL", "https://shop.example/?access_token=tok&email=a@b"],
    ["as Postgres reports it", "Key (api_token)=(tok) already exists."],
    ["as a hash", '{"password_hash" : "tok"'],
    ["as a password in a request that is echoed", '{"email":"a@b","password":"tok"'],
  ])("%s", (_, text) => {
    const redacted = redact(text);
    expect(redacted).toContain("[redacted]");
    expect(redacted).not.toMatch(/tok(?!en)|to\\|k\\+en/);
    expect(redacted.includes("a@b")).toBe(text.includes("a@b"));
  });

  test("and messages that name it are left alone", () => {
    const text = "password must be longer; api_token: not allowed; no access_token";
    expect(redact(text)).toBe(text);
  });

  test.each([
    ["\\'", 24_000_000],
    [" ", 8_000_000],
    ['"api_token":"', 100_000],
  ])("in as much as an answer can hold of %j, too", (piece, times) => {
    const hostile = `"api_token":"${piece.repeat(times)}`;
    expect(redact(hostile).slice(0, 30)).toContain("[redacted]");
  });
});

describe("a failure", () => {
  const failure = (data: unknown, more: Partial<Failure> = {}): Failure => ({
    kind: "status",
    detail: "400",
    response: { status: 400, statusText: "", headers: {}, data },
    ...more,
  });
  const dataOf = (data: unknown, ...secrets: string[]) =>
    redactFailure(failure(data), secrets).response?.data;

  test("has no secrets in values, in keys, or under a secret's key", () => {
    const data = JSON.parse(
      '{"a": ["hunter2!", 1, null], "hunter2!": 2, "api_token": {"b": 1}, "__proto__": 3}',
    );
    expect(JSON.stringify(dataOf(data, "hunter2!"))).toBe(
      '{"a":["[redacted]",1,null],"[redacted]":2,"api_token":"[redacted]","__proto__":3}',
    );
  });

  test("has none in its detail, its headers and its cause", () => {
    const cause = Object.assign(new Error("bad hunter2!"), { code: "E" });
    const response = { status: 400, statusText: "hunter2!", headers: { a: "hunter2!" }, data: "" };
    const redacted = redactFailure(failure("", { detail: "400 hunter2!", cause, response }), [
      "hunter2!",
    ]);
    expect(inspect(redacted, { depth: null })).not.toContain("hunter2");
    expect(redacted.cause).toMatchObject({ code: "E", message: "bad [redacted]" });
  });

  test("of 20 000 levels is cut off, and can be printed", () => {
    const levels = 20_000;
    const data = JSON.parse(`${"[".repeat(levels)}"hunter2!"${"]".repeat(levels)}`);
    expect(JSON.stringify(dataOf(data, "hunter2!"))).toMatch(/^\[{100}"\[redacted\]"\]{100}$/);
  });

  test("keeps its type and its code, be they the value of a cookie", () => {
    const said = { message: "no", type: "not_found", code: "invalid_data", isOthersJob: false };
    const { said: redacted } = redactFailure(failure("", { said }), ["not_found", "invalid_data"]);
    expect(redacted).toEqual(said);
    const echoed = redactFailure(failure("", { said: { ...said, type: "jwt.of-1" } }), [
      "jwt.of-1",
    ]);
    expect(echoed.said?.type).toBe("[redacted]");
  });
});

describe("whatever cookies a client holds", () => {
  const word = fc.constantFrom(
    ..."a 1 : { } type not_found message invalid_data retry-after does not belong to application/json 400".split(
      " ",
    ),
  );
  const printable = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
  const value = fc.oneof(printable, word).map((text) => text.replaceAll(/[;,]/g, "").trim());
  const cookies = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), value), {
    selector: ([name]) => name,
    maxLength: 5,
  });
  const head = { "content-type": "application/json", "retry-after": "5" };
  const answers = fc.constantFrom(
    {
      status: 400,
      body: { type: "not_allowed", code: "invalid_data", message: "It does not belong to you" },
    },
    { status: 404, body: { type: "not_found", message: "No batch job 1 : a" } },
    { status: 429, body: { type: "QueryRunnerAlreadyReleasedError", code: "23505", message: "a" } },
    { status: 200, body: { message: "a nonsense" } },
    { status: 302, body: { location: "nowhere" } },
  );

  /** The error of a call by a client that holds these cookies, whose server sends them all back. */
  async function errorWith(
    held: [string, string][],
    { status, body }: { status: number; body: object },
  ) {
    const values = held.map(([, text]) => text);
    let sent = 0;
    const medusa = new Medusa({
      maxRetries: 0,
      axiosAdapter: async (config) => {
        sent += 1;
        const setCookie = held.map(([name, text]) => `${name}=${text}`);
        const first = sent === 1;
        return {
          config,
          status: first ? 200 : status,
          statusText: values.join(" "),
          headers: first ? { "set-cookie": setCookie } : { ...head, "x-echo": values.join(" ") },
          data: JSON.stringify(first ? { batch_job: {} } : { ...body, echo: values }),
        };
      },
    });
    await medusa.admin.batchJobs.retrieve("1");
    return medusa.admin.batchJobs.retrieve("1").catch((error: unknown) => error);
  }

  const decided = (error: unknown) => {
    if (!(error instanceof MedusaError)) throw error;
    const { name, type, code, status, retryAfter } = error;
    return { name, type, code, status, retryAfter };
  };

  const printed = (error: unknown) =>
    [
      inspect(error, { depth: null, maxStringLength: null }),
      JSON.stringify(error),
      error instanceof Error && error.message + error.stack,
    ].join("\n");

  test("an error is what it is without, and holds none of them", async () => {
    await fc.assert(
      fc.asyncProperty(cookies, answers, async (held, answer) => {
        const error = await errorWith(held, answer);
        const without = await errorWith([], answer);
        expect(decided(error)).toEqual(decided(without));
        const own = printed(without);
        const secrets = held.map(([, text]) => text.replaceAll(/^"|"$/g, ""));
        for (const secret of secrets.filter(({ length }) => length >= 8)) {
          if (!own.includes(secret)) expect(printed(error)).not.toContain(secret);
        }
      }),
    );
  });
});

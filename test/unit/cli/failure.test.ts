import { readFile } from "node:fs/promises";
import {
  BatchJobCanceledError,
  BatchJobError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  KEY_REUSED,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaPermissionError,
  MedusaTimeoutError,
} from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import type { Exit } from "../../../src/cli/exit-codes.js";
import { toFailure } from "../../../src/cli/failure.js";
import { Interruption } from "../../../src/cli/interruption.js";
import { LimitExceeded } from "../../../src/cli/limits.js";
import { RepeatableError } from "../../../src/cli/repeatable-error.js";
import { UsageError } from "../../../src/cli/usage-error.js";
import { WORDS } from "../../../src/cli/words.js";
import { jobsGoOn } from "../../../src/cli/work-goes-on.js";
import { jobOf } from "./support/job.js";

const settings = {
  url: "http://shop",
  credentials: { email: "a@b.cd", password: "s3cr3t-word" },
  sources: { url: "--url", email: "MEDUSA_EMAIL", password: "--password-file p" },
};
const CALLED = { host: { name: "mbj" }, flags: {}, settings };

const AT = "2026-11-26T12:00:00.000Z";
const failed = jobOf({ id: "a", status: "failed", failed_at: AT });
const canceled = jobOf({ id: "a", status: "canceled", canceled_at: AT, dry_run: true });
const created = jobOf({ id: "a", status: "created" });
const applied = { completed_at: AT };
const interruption = new Interruption("SIGINT");

test.each<[string, unknown, Exit, string, RegExp?]>([
  ["wrong usage", new UsageError("No.", "Do this."), "usage", "error", /^Do this\.$/],
  ["a limit", new LimitExceeded("Too much."), "canceled", "error"],
  ["SIGINT", interruption, "interrupted", "error"],
  ["SIGTERM", new Interruption("SIGTERM"), "terminated", "error"],
  ["work that goes on", jobsGoOn(["a"], "running"), "running", "note", /mbj wait a$/],

  ["a job that failed", new BatchJobFailedError(failed), "failed", "error", /mbj errors a$/],
  [
    "a job that failed when it was applied",
    new BatchJobFailedError({ ...failed, ...applied }),
    "done",
    "warning",
    /do not run it again/,
  ],
  [
    "a cancel that came perhaps too late",
    new BatchJobCanceledError({ ...canceled, confirmed_at: AT }),
    "ambiguous",
    "error",
  ],
  [
    "a job that is not known to be canceled",
    new BatchJobError("It may still be running.", created),
    "ambiguous",
    "error",
  ],
  ["a no", new BatchJobCanceledError(canceled, { declined: true }), "canceled", "error"],
  [
    "a stop",
    new BatchJobCanceledError(canceled, { stopped: true }),
    "canceled",
    "error",
    /--rerun-canceled/,
  ],
  [
    "a job with a key that a signal canceled",
    new BatchJobCanceledError(
      { ...canceled, context: { idempotency_key: "k" } },
      { cause: interruption },
    ),
    "interrupted",
    "error",
    /--rerun-canceled/,
  ],
  [
    "a login whose answer was lost",
    new RepeatableError(new MedusaConnectionError("x", { ambiguous: true })),
    "unreachable",
    "error",
    /mbj doctor$/,
  ],
  [
    "a page in answer to a login",
    new RepeatableError(new MedusaAPIError("x", { status: 200, ambiguous: true })),
    "failed",
    "error",
  ],
  [
    "a job that was canceled when it was applied",
    new BatchJobCanceledError({ ...canceled, ...applied }),
    "done",
    "warning",
    /do not run it again/,
  ],
  [
    "a job that a signal canceled",
    new BatchJobCanceledError(canceled, { cause: interruption }),
    "interrupted",
    "error",
  ],
  [
    "a job that is late",
    new BatchJobTimeoutError(created, 60_000),
    "running",
    "error",
    /^To wait on: mbj wait a\nIf nothing moves: mbj doctor$/,
  ],

  [
    "no login",
    new MedusaAuthenticationError("x", { status: 401 }),
    "denied",
    "error",
    /^It was tried for a@b\.cd at http:\/\/shop, by MEDUSA_EMAIL and --password-file p\.$/,
  ],
  [
    "another's job",
    new MedusaPermissionError("x", { status: 400 }),
    "denied",
    "error",
    /mbj whoami$/,
  ],
  ["no such job", new MedusaNotFoundError("x", { status: 404 }), "usage", "error"],
  ["a wrong request", new MedusaInvalidRequestError("x", { status: 400 }), "usage", "error"],
  ["a used key", new MedusaInvalidRequestError("x", { code: KEY_REUSED }), "usage", "error"],
  ["no connection", new MedusaConnectionError("x"), "unreachable", "error", /mbj doctor$/],
  ["no answer", new MedusaTimeoutError("x"), "unreachable", "error", /mbj doctor$/],
  ["too many requests", new MedusaAPIError("x", { status: 429 }), "unreachable", "error"],
  ["a proxy alone", new MedusaAPIError("x", { status: 502 }), "unreachable", "error"],
  ["an error of Medusa's", new MedusaAPIError("x", { status: 500 }), "failed", "error"],
  ["a redirect", new MedusaAPIError("x", { status: 302 }), "usage", "error"],
  ["a page", new MedusaAPIError("x", { status: 200 }), "failed", "error"],
  ["another error", new MedusaError("x"), "failed", "error"],
  [
    "an answer that was lost",
    new MedusaConnectionError("x", { ambiguous: true }),
    "ambiguous",
    "error",
    /mbj list .*same --key/,
  ],

  [
    "a full disk",
    Object.assign(new Error("x"), { syscall: "write", code: "ENOSPC" }),
    "failed",
    "error",
  ],
  ["a bug", new TypeError("x is undefined"), "failed", "error", /bug of the command/],
  ["what is no error", "x", "failed", "error", /bug of the command/],
])("%s", (_, error, exit, title, hint) => {
  const failure = toFailure(error, CALLED);
  expect(failure).toMatchObject({ exit, title });
  expect(failure.hint).toEqual(hint && expect.stringMatching(hint));
});

test("without a URL, no connection says that there was none", () => {
  const { hint } = toFailure(new MedusaConnectionError("x"), {
    ...CALLED,
    settings: { ...settings, sources: {} },
  });
  expect(hint).toMatch(/^No --url and no MEDUSA_BACKEND_URL was given\.\n/);
});

test("a bug shows its stack with --debug alone", () => {
  const error = new TypeError("x is undefined");
  expect(toFailure(error, CALLED).hint).not.toContain("failure.test");
  expect(toFailure(error, { ...CALLED, flags: { debug: true } }).hint).toContain("failure.test");
});

test("the object of an error has its name, its job and what kind it is, and no answer as a whole", () => {
  const response = { status: 500, statusText: "", headers: { "set-cookie": "x" }, data: "<html>" };
  expect(toFailure(new MedusaAPIError("x", { status: 500, response }), CALLED).details).toEqual({
    name: "MedusaAPIError",
    status: 500,
    ambiguous: false,
  });
  expect(toFailure(new BatchJobFailedError(failed), CALLED).details).toEqual({
    name: "BatchJobFailedError",
    applied: false,
    errors: [],
    job: failed,
  });
});

describe("the SDK's words for programs are said in those of the command line", () => {
  const called = { ...CALLED, settings: { ...settings, sources: { apiToken: "--token-file t" } } };
  const said = (error: Error) => toFailure(error, called).message;

  test.each([
    [
      "GET /admin/auth: no connection to http://x (ECONNREFUSED).",
      "no connection to http://x (ECONNREFUSED).",
    ],
    ["apiKey is no API token of a user there", "--token-file t is no API token of a user there"],
    [
      "Is baseUrl (http://x) the Medusa backend itself?",
      "Is --url (http://x) the Medusa backend itself?",
    ],
    [
      "start Node with NODE_EXTRA_CA_CERTS=ca.pem, or pass httpsAgent: new Agent({ ca }).",
      "set NODE_EXTRA_CA_CERTS=ca.pem.",
    ],
    ["no answer within 30000 ms.", "no answer within 30 s."],
  ])("%s", (sdk, cli) => {
    expect(said(new MedusaError(sdk))).toBe(cli);
  });

  test("of jobs, too", () => {
    expect(said(new BatchJobCanceledError(canceled, { stopped: true }))).toBe(
      "The product-import a of this key was stopped, so nothing was done.",
    );
    expect(said(new BatchJobCanceledError(canceled, { declined: true }))).toBe(
      "The answer was no: the product-import a was canceled.",
    );
  });

  test("of a wait that was in vain, with what the server said last", () => {
    const cause = new MedusaAPIError("the server answered 502.", { status: 502 });
    expect(said(new BatchJobTimeoutError(created, 1_800_000, { cause }))).toMatch(
      /after 1800 s\..* It may still go on\. The last answer: the server answered 502\.$/,
    );
  });

  test.each(WORDS.slice(1).map(([sdk]) => sdk))("%s is still said by the SDK", async (sdk) => {
    const files = [
      "http/causes",
      "jobs/errors",
      "jobs/csv-check-error",
      "jobs/causes",
      "resources/admin/auth",
    ];
    const sources = await Promise.all(
      files.map((name) => readFile(new URL(`../../../src/${name}.ts`, import.meta.url), "utf8")),
    );
    expect(sources.join("\n")).toMatch(sdk);
  });
});

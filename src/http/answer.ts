import type { ErrorResponse, HTTPResponse } from "../types/http.js";
import type { Failure } from "./failure.js";
import { redact } from "./redact.js";
import { parseRetryAfter } from "./retry.js";

/** An answer as it came: head and text. */
export interface RawAnswer extends HTTPResponse {
  text: string;
}

/** What a request promises of the body of its success. */
export interface PromisedBody {
  /** The key that the JSON object has. */
  bodyKey?: string;
  /** The body is of no interest, and need not be JSON. */
  ignoreBody?: boolean;
  /** The body may be JSON of any kind, a text, or nothing: nobody knows what an endpoint promises. */
  anyBody?: boolean;
}

/** What an answer comes to, or what is wrong with it. */
export type Reading<R> = { result: R } | { failure: Failure };

/**
 * Reads an answer: a success must hold the JSON object that was promised.
 *
 * @param secrets What must not appear in a failure, even if the server echoes it.
 */
export function readAnswer(
  answer: RawAnswer,
  promised: PromisedBody,
  secrets: () => readonly string[],
): Reading<object> {
  if (!isSuccess(answer)) return { failure: statusFailure(toErrorResponse(answer, secrets())) };
  const { value, problem } = readSuccess(answer, promised);
  if (value !== undefined) return { result: value };
  return {
    failure: { kind: "nonsense", detail: problem, response: toErrorResponse(answer, secrets()) },
  };
}

/** Reads the head of an answer whose body is a file. */
export function readHead(
  head: HTTPResponse,
  secrets: () => readonly string[],
): Reading<HTTPResponse> {
  if (isSuccess(head)) return { result: head };
  return { failure: statusFailure(toErrorResponse({ ...head, text: "" }, secrets())) };
}

function isSuccess({ status }: HTTPResponse): boolean {
  return status >= 200 && status < 300;
}

type PromisedReading = { value: object; problem?: never } | { value?: never; problem: string };

function readSuccess(answer: RawAnswer, promised: PromisedBody): PromisedReading {
  if (promised.ignoreBody) return readIgnoredBody(answer);
  return promised.anyBody ? readAnyBody(answer) : readPromisedBody(answer, promised.bodyKey);
}

function readPromisedBody(answer: RawAnswer, bodyKey: string | undefined): PromisedReading {
  const type = answer.headers["content-type"];
  if (answer.text.trim() === "") {
    return answer.status === 204 && bodyKey === undefined
      ? { value: {} }
      : { problem: "the body is empty" };
  }
  if (type !== undefined && !isJson(type)) return { problem: `the body is ${type}, not JSON` };
  const value = parseJson(answer.text);
  if (value === undefined) return { problem: "the JSON is cut off or broken" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: "the JSON is not an object" };
  }
  if (bodyKey !== undefined && (Reflect.get(value, bodyKey) ?? null) === null) {
    return { problem: `the JSON has no "${bodyKey}"` };
  }
  return { value };
}

/** Any body will do but a page: that is some other server's. */
function readIgnoredBody({ headers }: RawAnswer): PromisedReading {
  const type = headers["content-type"] ?? "";
  return type.startsWith("text/html") ? { problem: `the body is ${type}` } : { value: {} };
}

/** JSON that is no object becomes its `data`; a text or nothing becomes `{}`. A page is some other server's. */
function readAnyBody({ headers, text }: RawAnswer): PromisedReading {
  const type = headers["content-type"] ?? "text/html";
  const value = parseJson(text);
  if (value === undefined) {
    if (isJson(type) && text.trim() !== "") return { problem: "the JSON is cut off or broken" };
    // Express calls each text HTML; a page begins with a tag.
    const isPage = type.startsWith("text/html") && /^\s*</.test(text);
    return isPage ? { problem: "the body is an HTML page" } : { value: {} };
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return { value: isObject ? value : { data: value } };
}

function statusFailure(response: ErrorResponse): Failure {
  const { status, statusText, headers } = response;
  const now = Date.parse(headers.date ?? "") || Date.now();
  return {
    kind: "status",
    detail: `${status} ${statusText}`.trimEnd(),
    response,
    retryAfter: parseRetryAfter(headers["retry-after"], now),
  };
}

/** A server, or what stands before it, may echo a credential anywhere. */
function toErrorResponse(
  { status, statusText, headers, text }: RawAnswer,
  secrets: readonly string[],
): ErrorResponse {
  const safe = redact(text, secrets);
  const safeHeaders = Object.entries(headers).map(([name, value]) => [
    name,
    redact(value, secrets),
  ]);
  return {
    status,
    statusText: redact(statusText, secrets),
    headers: Object.fromEntries(safeHeaders),
    data: parseJson(safe) ?? safe,
  };
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType);
}

/** The value of a JSON text, its credentials concealed; `undefined` if it is none. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (SECRET_KEYS_IN_TEXT.test(text)) concealSecrets(value);
    return value;
  } catch {
    return undefined;
  }
}

/** The keys under which Medusa discloses credentials: every login and `expand=created_by_user` do. */
const SECRET_KEYS = new Set(["api_token", "access_token", "password_hash"]);
const SECRET_KEYS_IN_TEXT = new RegExp([...SECRET_KEYS].join("|"));

/** Leaves credentials readable by name, and out of everything that enumerates: logs, copies, JSON. */
function concealSecrets(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (SECRET_KEYS.has(key)) Object.defineProperty(value, key, { enumerable: false });
    else concealSecrets(member);
  }
}

import type { ErrorResponse, HTTPResponse } from "../types/http.js";
import type { Failure, ServerError } from "./failure.js";
import { isObject, isRecord } from "./kinds.js";
import { concealSecrets } from "./redact.js";
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
 * Reads an answer, as it came: a success must hold the JSON object that was promised. A failure may
 * still hold secrets, which a server, or what stands before it, may echo anywhere.
 */
export function readAnswer(answer: RawAnswer, promised: PromisedBody): Reading<object> {
  if (!isSuccess(answer.status)) return { failure: statusFailure(toErrorResponse(answer)) };
  const body = readSuccess(answer, promised);
  if (typeof body === "string") return { failure: nonsense(body, toErrorResponse(answer)) };
  concealSecrets(body, answer.text);
  return { result: body };
}

/** Reads the head of an answer whose body is a file. */
export function readHead(head: HTTPResponse): Reading<HTTPResponse> {
  if (isSuccess(head.status)) return { result: head };
  return { failure: statusFailure({ ...head, data: "" }) };
}

/** Whether the server did what was asked. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The body, or what is wrong with it. */
function readSuccess(
  { status, headers, text }: RawAnswer,
  { bodyKey, ignoreBody, anyBody }: PromisedBody,
): object | string {
  const type = headers["content-type"];
  // Any body will do but a page: that is some other server's.
  if (ignoreBody) return type?.startsWith("text/html") ? `the body is ${type}` : {};
  const value = parseJson(text);
  if (anyBody) return readAnyBody(value, text, type);
  if (text.trim() === "") return status === 204 && bodyKey === undefined ? {} : "the body is empty";
  if (type !== undefined && !isJson(type)) return `the body is ${type}, not JSON`;
  if (value === undefined) return BROKEN_JSON;
  if (!isRecord(value)) return "the JSON is not an object";
  const isKept = bodyKey === undefined || (Reflect.get(value, bodyKey) ?? null) !== null;
  return isKept ? value : `the JSON has no "${bodyKey}"`;
}

/** JSON that is no object becomes its `data`; a text or nothing becomes `{}`. A page is some other server's. */
function readAnyBody(value: unknown, text: string, type = "text/html"): object | string {
  if (value !== undefined) return isRecord(value) ? value : { data: value };
  if (isJson(type) && text.trim() !== "") return BROKEN_JSON;
  // Express calls each text HTML; a page begins with a tag.
  const isPage = type.startsWith("text/html") && /^\s*</.test(text);
  return isPage ? "the body is an HTML page" : {};
}

const BROKEN_JSON = "the JSON is cut off or broken";

function statusFailure(response: ErrorResponse<unknown>): Failure {
  const { status, statusText, headers } = response;
  const now = Date.parse(headers.date ?? "") || Date.now();
  return {
    kind: "status",
    detail: `${status} ${statusText}`.trimEnd(),
    said: serverError(response.data),
    response,
    retryAfter: parseRetryAfter(headers["retry-after"], now),
  };
}

function nonsense(detail: string, response: ErrorResponse<unknown>): Failure {
  return { kind: "nonsense", detail, said: serverError(response.data), response };
}

function toErrorResponse({ text, ...head }: RawAnswer): ErrorResponse<unknown> {
  return { ...head, data: parseJson(text) ?? text };
}

/** The error body of Medusa's API, `{type, message, code?}`. */
export function serverError(data: unknown): ServerError | undefined {
  if (!isObject(data) || !("message" in data)) return undefined;
  const { message } = data;
  if (typeof message !== "string" || message === "") return undefined;
  const text = (key: "type" | "code") => {
    const value: unknown = Reflect.get(data, key);
    return typeof value === "string" ? value : undefined;
  };
  const type = text("type");
  // `not_allowed` is also what a wrong state of one's own job is answered with.
  const isOthersJob = type === "not_allowed" && /does not belong to/.test(message);
  return { message, type, code: text("code"), isOthersJob };
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType);
}

/** The value of a JSON text; `undefined` if it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

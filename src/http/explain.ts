import {
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  type MedusaError,
  type MedusaErrorDetails,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaPermissionError,
  MedusaTimeoutError,
} from "../errors.js";
import type { ErrorResponse, HttpMethod } from "../types/http.js";
import type { Failure } from "./failure.js";
import type { RetryRefusal } from "./retry.js";

/** What an error tells of the request that failed. */
export interface FailedRequest {
  method: HttpMethod;
  /** Without the query string. */
  path: string;
  baseUrl: string;
  timeout: number;
  requestId: string;
  /** An attempt may have acted, and nobody knows. */
  unresolved: boolean;
  /** Why there was no other attempt. */
  refusal?: RetryRefusal;
  /** How to find out what became of the request; a sentence. */
  howToFindOut?: string;
}

/** The typed error for a call whose last attempt failed. */
export function toMedusaError(failure: Failure, request: FailedRequest): MedusaError {
  const { response } = failure;
  const body = medusaBody(response?.data);
  const ambiguous = request.unresolved;
  const details: MedusaErrorDetails = {
    status: response?.status,
    type: body?.type,
    code: body?.code ?? failure.code,
    response,
    requestId: request.requestId,
    retryAfter: failure.retryAfter,
    ambiguous,
    cause: failure.cause,
  };
  const message = [
    body?.message ?? explain(failure, request),
    request.refusal === "retry_after_too_long" &&
      `The server asks to wait ${failure.retryAfter} ms.`,
    ambiguous && (request.howToFindOut ?? "The server may have done it all the same."),
  ];
  return new (errorClass(failure, body))(message.filter(Boolean).join(" "), details);
}

type MedusaErrorClass = new (message: string, details: MedusaErrorDetails) => MedusaError;

function errorClass({ kind, response }: Failure, body: MedusaBody | undefined): MedusaErrorClass {
  if (kind === "timeout") return MedusaTimeoutError;
  if (kind === "nonsense") return MedusaAPIError;
  if (response === undefined) return MedusaConnectionError;
  if (response.status === 401) return MedusaAuthenticationError;
  if (response.status === 403 || isOthersJob(body)) return MedusaPermissionError;
  if (response.status === 404) return MedusaNotFoundError;
  const isClientError = response.status >= 400 && response.status < 500;
  return isClientError && response.status !== 429 ? MedusaInvalidRequestError : MedusaAPIError;
}

/** `not_allowed` is also what a wrong state of one's own job is answered with. */
function isOthersJob(body: MedusaBody | undefined): boolean {
  return body?.type === "not_allowed" && /does not belong to/.test(body.message);
}

interface MedusaBody {
  message: string;
  type?: string;
  code?: string;
}

/** The error body of Medusa's API, `{type, message, code?}`. */
function medusaBody(data: unknown): MedusaBody | undefined {
  if (typeof data !== "object" || data === null || !("message" in data)) return undefined;
  if (typeof data.message !== "string" || data.message === "") return undefined;
  const text = (key: "type" | "code") => {
    const value: unknown = Reflect.get(data, key);
    return typeof value === "string" ? value : undefined;
  };
  return { message: data.message, type: text("type"), code: text("code") };
}

function explain(failure: Failure, request: FailedRequest): string {
  const call = `${request.method} ${request.path}`;
  switch (failure.kind) {
    case "unsent":
      return `${call}: no connection to ${request.baseUrl} (${failure.detail}). Is the Medusa backend running there?`;
    case "lost":
      return `${call}: the connection broke before the whole answer was here (${failure.detail}).`;
    case "timeout":
      return `${call}: no answer within ${request.timeout} ms.`;
    case "nonsense":
      return `${call}: the server answered ${failure.response?.status ?? "with success"}, but ${failure.detail}. Is baseUrl (${request.baseUrl}) the Medusa backend itself?`;
    default:
      return explainStatus(call, failure.response, request);
  }
}

function explainStatus(
  call: string,
  response: ErrorResponse | undefined,
  { baseUrl }: FailedRequest,
): string {
  const status = response?.status ?? 0;
  if (status >= 300 && status < 400) {
    const target = redirectTarget(response?.headers.location, baseUrl);
    return `${call}: the server redirects to ${target}. Redirects are not followed, since they would take the credentials along; most are a wrong baseUrl (${baseUrl}).`;
  }
  switch (status) {
    case 401:
      return `${call}: Unauthorized. Medusa accepted none of the credentials sent: log in with admin.auth.getToken or createSession, or check apiKey (an API token is sent as x-medusa-access-token, never as Bearer).`;
    case 404:
      return `${call}: the server has no such path. Is baseUrl (${baseUrl}) the Medusa backend itself?`;
    case 413:
      return `${call}: the request body is too large for the server (Medusa takes about 100 kB of JSON).`;
    case 431:
      return `${call}: URL and headers are too long for the server (16 kB in all): ask for fewer ids at once.`;
    default:
      return `${call}: the server answered ${status} ${response?.statusText ?? ""}`
        .trimEnd()
        .concat(".");
  }
}

/** Without its query string, which may hold a secret. */
function redirectTarget(location: string | undefined, baseUrl: string): string {
  if (!location) return "nowhere";
  try {
    const { origin, pathname } = new URL(location, baseUrl);
    return origin + pathname;
  } catch {
    return "an address that is none";
  }
}

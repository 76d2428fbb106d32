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
import { describeTarget } from "./redirect.js";
import type { RetryRefusal } from "./retry.js";

/** What an error tells of the request that failed. */
export interface FailedRequest {
  method: HttpMethod;
  /** Without the query string. */
  path: string;
  baseUrl: string;
  /** The origin of a file that is elsewhere than on the backend. */
  fileService?: string;
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
  const { response, said } = failure;
  const ambiguous = request.unresolved;
  const details: MedusaErrorDetails = {
    status: response?.status,
    type: said?.type,
    code: said?.code ?? failure.code,
    response,
    requestId: request.requestId,
    retryAfter: failure.retryAfter,
    ambiguous,
    cause: failure.cause,
  };
  const message = [
    said?.message ?? explain(failure, request),
    request.refusal === "retry_after_too_long" &&
      `The server asks to wait ${failure.retryAfter} ms.`,
    ambiguous && (request.howToFindOut ?? "The server may have done it all the same."),
  ];
  return new (errorClass(failure, request))(message.filter(Boolean).join(" "), details);
}

type MedusaErrorClass = new (message: string, details: MedusaErrorDetails) => MedusaError;

function errorClass(
  { kind, response, said }: Failure,
  { fileService }: FailedRequest,
): MedusaErrorClass {
  if (kind === "timeout") return MedusaTimeoutError;
  if (kind === "nonsense") return MedusaAPIError;
  if (response === undefined) return MedusaConnectionError;
  // What a file service refuses, no login at Medusa's would get.
  const isRefused = response.status === 403 || (response.status === 401 && fileService);
  if (isRefused || said?.isOthersJob) return MedusaPermissionError;
  if (response.status === 401) return MedusaAuthenticationError;
  if (response.status === 404) return MedusaNotFoundError;
  const isClientError = response.status >= 400 && response.status < 500;
  return isClientError && response.status !== 429 ? MedusaInvalidRequestError : MedusaAPIError;
}

function explain(failure: Failure, request: FailedRequest): string {
  const { method, path, fileService = "" } = request;
  return `${method} ${fileService}${path}: ${whatHappened(failure, request)}`;
}

function whatHappened(failure: Failure, { fileService, baseUrl, timeout }: FailedRequest): string {
  const { kind, detail, response } = failure;
  const noConnection = `no connection to ${fileService ?? baseUrl}`;
  switch (kind) {
    case "unsent":
      return `${noConnection} (${detail}).${fileService ? "" : " Is the Medusa backend running there?"}`;
    case "lost":
      return `the connection broke before the whole answer was here (${detail}).`;
    case "timeout":
      return `${failure.unsent ? noConnection : "no answer"} within ${timeout} ms.`;
    case "nonsense":
      return `the server answered ${response?.status ?? "with success"}, but ${detail}. ${isBackend(baseUrl)}`;
    default:
      return fileService
        ? explainFileService(detail, response, fileService)
        : explainStatus(detail, response, baseUrl);
  }
}

function explainStatus(
  statusLine: string,
  response: ErrorResponse<unknown> | undefined,
  baseUrl: string,
): string {
  switch (response?.status) {
    case 401:
      return "Unauthorized. Medusa accepted no credentials: log in with admin.auth.getToken or createSession, or check apiKey (sent as x-medusa-access-token, not as Bearer).";
    case 404:
      return `the server has no such path. ${isBackend(baseUrl)}`;
    case 413:
      return "the request body is too large (Medusa takes about 100 kB of JSON).";
    case 431:
      return "URL and headers are too long (16 kB): ask for fewer ids at once.";
    default:
      return isRedirect(response)
        ? `the server redirects to ${describeTarget(response?.headers.location, baseUrl)}. It is not followed, for the credentials would go along; most come of a wrong baseUrl (${baseUrl}).`
        : `the server answered ${statusLine}.`;
  }
}

/** A file service knows neither Medusa's credentials nor its baseUrl. */
function explainFileService(
  statusLine: string,
  response: ErrorResponse<unknown> | undefined,
  origin: string,
): string {
  if (isRedirect(response)) {
    return `the file service redirects to ${describeTarget(response?.headers.location, origin)}, and that cannot be followed.`;
  }
  const isGone = [401, 403, 404].includes(response?.status ?? 0);
  return `the file service answered ${statusLine}.${isGone ? " The file is gone, or its URL has expired." : ""}`;
}

function isBackend(baseUrl: string): string {
  return `Is baseUrl (${baseUrl}) the Medusa backend itself?`;
}

/** Browsers hide where a redirect leads, its status too: it is 0. */
function isRedirect(response: ErrorResponse<unknown> | undefined): boolean {
  if (response === undefined) return false;
  return response.status === 0 || (response.status >= 300 && response.status < 400);
}

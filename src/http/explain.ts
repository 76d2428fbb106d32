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
  sentences,
} from "../errors.js";
import { type AskedFor, causeOf } from "./causes.js";
import type { Failure } from "./failure.js";
import type { RetryRefusal } from "./retry.js";

/** What an error tells of the request that failed. */
export interface FailedRequest extends AskedFor {
  /** An attempt may have acted, and nobody knows. */
  unresolved: boolean;
  /** Why there was no other attempt. */
  refusal?: RetryRefusal;
  /** For how long it was looked for, again and again and in vain, in milliseconds. */
  lookedFor?: number;
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
    ...explain(failure, request),
    request.refusal === "retry_after_too_long" &&
      `The server asks to wait ${failure.retryAfter} ms.`,
    request.lookedFor !== undefined &&
      `Within ${Math.round(request.lookedFor / 1000)} s, it was not seen to be done.`,
    ambiguous && (request.howToFindOut ?? "The server may have done it all the same."),
  ];
  return new (errorClass(failure, request))(sentences(message), details);
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

/** The server's own words come first, and then what they mean; where it has none, the request is named. */
function explain(failure: Failure, request: FailedRequest): (string | undefined)[] {
  const { text, alone } = causeOf(failure, request);
  if (failure.said || alone) return [failure.said?.message, text];
  const { method, path, fileService = "" } = request;
  return [`${method} ${fileService}${path}: ${text}`];
}

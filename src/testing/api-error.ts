import { brand } from "../brand.js";
import { type Answer, json } from "./http.js";

/** What the server refuses a request with. Throw it in a strategy's `prepare` to refuse a `create`. */
export class FakeApiError extends Error {
  readonly status: number;
  /** Medusa's own name of the kind of error: `"invalid_data"`, `"not_found"` … */
  readonly type: string;
  readonly code: string | undefined;

  constructor(status: number, type: string, message: string, code?: string) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }
}

brand({ FakeApiError });

/** 400: the request does not make sense. */
export const invalidData = (message: string) => new FakeApiError(400, "invalid_data", message);

/** 400: the request makes sense, but not now, or not for this user. */
export const notAllowed = (message: string) => new FakeApiError(400, "not_allowed", message);

/** 404. */
export const notFound = (message: string) => new FakeApiError(404, "not_found", message);

/** 500: whatever Medusa did not expect, most often an error of its database. */
export const unknownError = () =>
  new FakeApiError(500, "unknown_error", "An unknown error occurred.", "unknown_error");

/** The answer to a request that made the server throw. */
export function errorAnswer(error: unknown): Answer {
  const { status, type, message, code } = error instanceof FakeApiError ? error : unknownError();
  return json(status, { code, type, message });
}

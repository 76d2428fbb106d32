import type { HTTPResponse } from "../types/http.js";
import { type Reading, readHead } from "./answer.js";
import type { Answer, Call } from "./call.js";
import { withoutQuery } from "./paths.js";
import { redirectTarget } from "./redirect.js";
import { toWebStream } from "./streams.js";
import { randomUuid } from "./uuid.js";

/** A file that is being downloaded. */
export interface Download {
  head: HTTPResponse;
  body: ReadableStream<Uint8Array>;
}

/** What asking for a file comes to: the file, or where to ask instead. */
export type Opening = Download | { next: Call<Opening> };

/** How often a file service may send a download elsewhere. */
const MAX_REDIRECTS = 5;

/**
 * A download from elsewhere than the backend: nothing goes along that is the client's, so redirects
 * can be followed, wherever they lead.
 */
export function foreignDownload(
  url: URL,
  limits: Pick<Call<Opening>, "timeout" | "maxRetries" | "signal">,
  redirects = MAX_REDIRECTS,
): Call<Opening> {
  return {
    method: "GET",
    url: url.href,
    path: url.pathname,
    fileService: url.origin,
    headers: {},
    body: undefined,
    withCredentials: false,
    responseType: "stream",
    read: (answer) => {
      const target = redirects > 0 ? redirectTarget(answer, url) : undefined;
      if (target === undefined) return readDownload(withoutSignature(answer), () => []);
      discard(toWebStream(answer.data));
      return { result: { next: foreignDownload(target, limits, redirects - 1) } };
    },
    idempotent: true,
    recoverable: false,
    replayable: true,
    requestId: randomUuid(),
    ...limits,
  };
}

/** Where a redirect leads may be signed, and a redirect that is not followed becomes an error. */
function withoutSignature(answer: Answer): Answer {
  const { location } = answer.headers;
  if (location === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, location: withoutQuery(location) } };
}

/** A success holds the file, whose body is left to the reader. */
export function readDownload(
  { data, ...response }: Answer,
  secrets: () => string[],
): Reading<Download> {
  const body = toWebStream(data);
  const reading = readHead(response, secrets);
  if ("result" in reading) return { result: { head: response, body } };
  discard(body);
  return reading;
}

/** Nobody reads it; left open, it would hold its connection. */
function discard(body: ReadableStream): void {
  body.cancel().catch(() => {});
}

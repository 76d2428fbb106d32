import type { HTTPResponse, RequestOptions } from "../types/http.js";
import { toAddress } from "./address.js";
import { type Reading, readHead } from "./answer.js";
import { type Answer, type Call, limits, redactorFor } from "./call.js";
import { checkRequestOptions, type ResolvedConfig } from "./config.js";
import type { Credentials } from "./credentials.js";
import { mergeHeaders } from "./headers.js";
import { parseDownloadUrl } from "./paths.js";
import { redirectTarget, withoutSignature } from "./redirect.js";
import { type Rest, rangeHeaders } from "./resume.js";
import { toWebStream } from "./streams.js";
import { randomUuid } from "./uuid.js";

/**
 * Checks the address of a file and makes its download ready; sends nothing. To another origin than
 * the backend's, nothing goes along that is the client's: no credentials, no headers of its own. So
 * its redirects can be followed, also to the backend, and nothing goes along there either.
 *
 * @param rest What is to come of it still; default: all of it.
 * @param redirects How many were followed to come here.
 * @throws MedusaInvalidRequestError
 */
export function prepareDownload(
  address: string,
  options: RequestOptions,
  config: ResolvedConfig,
  credentials: Credentials,
  rest?: Rest,
  redirects = 0,
): Call<Opening> {
  checkRequestOptions(options);
  const began = credentials.begin();
  const url = parseDownloadUrl(address, config.baseUrl);
  const isOwn = redirects === 0 && url.origin === toAddress(config.baseUrl)?.origin;
  const range = rest ? rangeHeaders(rest) : {};
  const headers = isOwn
    ? mergeHeaders(credentials.headersFor("GET", url.pathname), config.customHeaders, range)
    : range;
  const follow = (head: HTTPResponse) => {
    const target = isOwn || redirects === MAX_REDIRECTS ? undefined : redirectTarget(head, url);
    return (
      target && prepareDownload(target.href, options, config, credentials, rest, redirects + 1)
    );
  };
  return {
    method: "GET",
    url: url.href,
    path: url.pathname,
    fileService: isOwn ? undefined : url.origin,
    headers,
    body: undefined,
    withCredentials: isOwn ? url.pathname.startsWith("/admin/") || undefined : false,
    responseType: "stream",
    read: (answer) => readDownload(answer, follow),
    redact: redactorFor(credentials, headers),
    keepCookies: isOwn
      ? (setCookie) => credentials.keepCookies(setCookie, { began, cookie: headers.cookie })
      : undefined,
    idempotent: true,
    replayable: true,
    requestId: randomUuid(),
    ...limits(options, config),
    again: () => prepareDownload(address, options, config, credentials, rest, redirects),
  };
}

/** How often a file service may send a download elsewhere. */
const MAX_REDIRECTS = 5;

/** A file that is being downloaded. */
export interface Download {
  head: HTTPResponse;
  body: ReadableStream<Uint8Array>;
}

/** What asking for a file comes to: the file, or where to ask instead. */
export type Opening = Download | { next: Call<Opening> };

function readDownload(
  { data, ...response }: Answer,
  follow: (head: HTTPResponse) => Call<Opening> | undefined,
): Reading<Opening> {
  const body = toWebStream(data);
  const reading = readHead(withoutSignature(response));
  if ("result" in reading) return { result: { head: response, body } };
  // Nobody reads it; left open, it would hold its connection.
  body.cancel().catch(() => {});
  const next = follow(response);
  return next === undefined ? reading : { result: { next } };
}

import { STATUS_CODES } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { AxiosAdapter, InternalAxiosRequestConfig } from "axios";
import type { Dispatcher } from "undici";
import { toMultipart } from "./multipart.js";
import { PoolsByOrigin } from "./pools.js";

/** How to reach backends. */
export interface UndiciAdapterOptions {
  /** Connections to one origin at the same time. Default: 100. */
  connections?: number;
  /** Sends the requests in place of the adapter's own pools: undici's `ProxyAgent`, for instance. */
  dispatcher?: Dispatcher;
}

/** An adapter with connections of its own. They do not keep a process alive. */
export interface UndiciAdapter extends AxiosAdapter {
  /** Ends all connections when their requests are done. */
  close(): Promise<void>;
}

/** Connections to one origin at the same time, unless the options say otherwise. */
const DEFAULT_CONNECTIONS = 100;

/**
 * Sends requests over undici's pools, with less work for each than Node's own http module: for
 * servers and scripts that make many calls. Needs the package `undici`; does not know `httpAgent` and
 * `proxy`.
 *
 * @example
 * ```ts
 * import Medusa from "medusa-batch-jobs";
 * import { undiciAdapter } from "medusa-batch-jobs/undici";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000", axiosAdapter: undiciAdapter() });
 * ```
 */
export function undiciAdapter({
  connections = DEFAULT_CONNECTIONS,
  dispatcher,
}: UndiciAdapterOptions = {}): UndiciAdapter {
  const pools = new PoolsByOrigin(connections);
  const adapter: AxiosAdapter = async (config) => {
    const { origin, pathname, search } = new URL(config.url ?? "");
    const lease = dispatcher === undefined ? pools.lease(origin) : { dispatcher, end: () => {} };
    try {
      const answer = await lease.dispatcher.request({
        origin,
        path: pathname + search,
        method: toMethod(config),
        signal: toSignal(config),
        ...toBody(config),
      });
      const { statusCode: status, headers } = answer;
      const body = decoded(answer.body, headers["content-encoding"]);
      // Its reader gets the error; of one that nobody reads any more, it must not end the process.
      body.on("error", () => {});
      body.once("close", () => lease.end(!body.readableEnded));
      const data = config.responseType === "stream" ? body : await readText(body, config);
      const statusText = STATUS_CODES[status] ?? "";
      return { data, status, statusText, headers, config, request: null };
    } catch (error) {
      lease.end(true);
      throw error;
    }
  };
  return Object.assign(adapter, { close: () => pools.close() });
}

function toMethod({ method }: InternalAxiosRequestConfig): Dispatcher.HttpMethod {
  const upper = method?.toUpperCase();
  return upper === "POST" || upper === "DELETE" ? upper : "GET";
}

function toSignal({ signal }: InternalAxiosRequestConfig): AbortSignal | undefined {
  return signal instanceof AbortSignal ? signal : undefined;
}

function toBody({ data, headers }: InternalAxiosRequestConfig) {
  const own = toHeaders(headers);
  if (isForm(data)) {
    const { body, headers: form } = toMultipart(data);
    return { body, headers: { ...own, ...form } };
  }
  return { body: data === undefined ? null : data, headers: own };
}

/** A `FormData`, or the SDK's form with streams in it, perhaps of another copy of the package. */
function isForm(data: unknown): data is Iterable<[string, unknown]> {
  return Object.prototype.toString.call(data) === "[object FormData]";
}

/** What a server may answer in, unless the caller says otherwise. */
const ACCEPT_ENCODING = "gzip, deflate, br";

function toHeaders(given: object): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": ACCEPT_ENCODING };
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== undefined && value !== false) {
      headers[name.toLowerCase()] = String(value);
    }
  }
  return headers;
}

/** undici hands over what the server sent; axios's own adapters decode it. */
function decoded(body: Readable, encoding: string | string[] | undefined): Readable {
  const decoder = decoderFor(String(encoding ?? ""));
  if (decoder === undefined) return body;
  body.on("error", (error) => decoder.destroy(error));
  decoder.on("close", () => body.destroy());
  return body.pipe(decoder);
}

function decoderFor(encoding: string) {
  switch (encoding.toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

/** By events: less work than to iterate over the stream. */
function readText(
  body: Readable,
  { maxContentLength = -1 }: InternalAxiosRequestConfig,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    body.on("data", (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.length;
      if (maxContentLength > -1 && size > maxContentLength) {
        body.destroy(new Error(`maxContentLength size of ${maxContentLength} exceeded`));
      }
    });
    body.on("end", () => resolve(Buffer.concat(chunks).toString()));
    body.on("error", reject);
    body.on("close", () => {
      if (!body.readableEnded) reject(new Error("The answer ended too early"));
    });
  });
}

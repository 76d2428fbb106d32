import { STATUS_CODES } from "node:http";
import type { Readable } from "node:stream";
import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from "axios";
import { type Dispatcher, errors } from "undici";
import type { Watched } from "../http/departure.js";
import { isSignal } from "../http/kinds.js";
import { toBody } from "./body.js";
import { decodedBody } from "./decode.js";
import { Pools } from "./pools.js";
import { proxyFor } from "./proxy.js";
import { watched } from "./watch.js";

/** How to reach backends. */
export interface UndiciAdapterOptions {
  /** Connections to one origin at the same time. Default: 100. */
  connections?: number | undefined;
  /** Sends the requests in place of the adapter's own pools; the configuration's `proxy` and the `HTTP_PROXY` family of variables do not count then. */
  dispatcher?: Dispatcher | undefined;
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
 * servers and scripts that make many calls. Needs the package `undici`. Goes through the configuration's
 * `proxy`, or that of the `HTTP_PROXY` family of variables; does not know `httpAgent` and `httpsAgent`.
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
  const pools = new Pools(connections);
  const adapter: AxiosAdapter = async (config: InternalAxiosRequestConfig & Watched) => {
    const { departure = {} } = config;
    departure.sent = false;
    const { origin, pathname, search } = new URL(toUrl(config));
    const lease =
      dispatcher === undefined
        ? pools.lease(origin, proxyFor(origin, config.proxy))
        : { dispatcher, end: () => {} };
    const signal = toSignal(config);
    try {
      const request = watched(lease.dispatcher, departure).request({
        origin,
        path: pathname + search,
        method: config.method?.toUpperCase() ?? "GET",
        signal,
        ...toBody(config),
      });
      const answer = await unlessAborted(request, signal);
      const { statusCode: status, headers } = answer;
      const body = decodedBody(answer);
      // Its reader gets the error; of one that nobody reads any more, it must not end the process.
      body.on("error", () => {});
      body.once("close", () => lease.end(!body.readableEnded));
      const data = config.responseType === "stream" ? body : await readText(body, config);
      const statusText = STATUS_CODES[status] ?? "";
      return { data, status, statusText, headers, config, request: null };
    } catch (error) {
      lease.end(true);
      // So undici refuses an argument, and reports that a proxy wants to know who asks.
      if (error instanceof errors.InvalidArgumentError) departure.sent = false;
      throw error;
    }
  };
  return Object.assign(adapter, { close: () => pools.close() });
}

/** The SDK's are paths below a base, or whole; for those of axios's other users it asks axios, which costs more. */
function toUrl(config: InternalAxiosRequestConfig): string {
  const { url = "", baseURL = "", params } = config;
  const isWhole = baseURL === "";
  const isBelow = /^\/(?!\/)/.test(url) && !baseURL.endsWith("/");
  return params === undefined && (isWhole || isBelow) ? baseURL + url : axios.getUri(config);
}

function toSignal({ signal }: { signal?: unknown }): AbortSignal | undefined {
  return isSignal(signal) ? signal : undefined;
}

/** undici tells of an abort when a connection takes the request, and not before. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
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
    body.on("end", () => resolve(withoutBom(Buffer.concat(chunks).toString())));
    body.on("error", reject);
    body.on("close", () => {
      if (!body.readableEnded) reject(new Error("The answer ended too early"));
    });
  });
}

function withoutBom(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

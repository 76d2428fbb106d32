import type { AxiosAdapter } from "axios";
import { invalidArgument, mustBe } from "../errors.js";
import type { HeadersLike, HttpMethod, RequestOptions } from "../types/http.js";
import type { ApiKeyHeader } from "./api-key.js";
import {
  type Checks,
  checkDelay,
  checkFunction,
  checkKey,
  checkOptions,
  checkTimeout,
  isText,
  oneOf,
  REQUEST_OPTIONS,
  takes,
  wholeNumber,
} from "./checks.js";
import { checkHeaders } from "./headers.js";
import { isObject } from "./kinds.js";
import { DEFAULT_BASE_URL, parseBaseUrl } from "./paths.js";
import { DEFAULT_MAX_RETRIES, DEFAULT_MAX_RETRY_DELAY_MS } from "./retry.js";

/** Milliseconds that one attempt may take, unless the configuration says otherwise. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/** What is known of a retry when it is announced; free of secrets. */
export interface RetryEvent {
  /** 1 for the first repetition. */
  attempt: number;
  /** Milliseconds until it is sent. */
  delay: number;
  method: HttpMethod;
  /** Without the query string. */
  path: string;
  requestId: string;
  /** Why the attempt before it failed. */
  reason: string;
  /** The HTTP status of the attempt before it, if it was answered. */
  status?: number;
}

/** How a client reaches and uses its backend. Every option may be left out. */
export interface Config {
  /** Where the backend listens: http(s), with or without a path and a trailing slash; in a browser also `"/"`. Default: `"http://localhost:9000"`. */
  baseUrl?: string | undefined;
  /** How often a failed attempt is repeated, where that is safe. Default: 2. */
  maxRetries?: number | undefined;
  /**
   * A user's API token. Sent to admin paths that need authentication only, in the header of `apiKeyHeader`. An empty
   * one (as of a variable that is not set) is none: the first call that is refused for it says so.
   */
  apiKey?: string | null | undefined;
  /**
   * In which header the API token goes: up to Medusa 1.16 as `authorization` (`Bearer …`), from 1.17 as
   * `x-medusa-access-token`; each refuses the other (measured on 1.16.1, 1.17.4 and others). Default: the client
   * finds out. When the token is refused, one request asks whether the server takes it in the other header; the
   * client remembers that, and repeats the call.
   */
  apiKeyHeader?: ApiKeyHeader | undefined;
  /** Sent as `x-publishable-api-key`; an empty one is none. */
  publishableApiKey?: string | null | undefined;
  /** Headers for every call; `null` unsets a default. A call's own headers win over these. */
  customHeaders?: HeadersLike | undefined;
  /** Sends the requests in place of axios's own adapter, as in medusa-js. */
  axiosAdapter?: AxiosAdapter | undefined;
  /** Milliseconds that one attempt may take, from the connection to the last byte; 0 or `Infinity` for no limit. Default: 30 000. */
  timeout?: number | undefined;
  /** Longest pause in milliseconds between two attempts; a longer `Retry-After` fails at once, with the error's `retryAfter` set. Default: 30 000. */
  maxRetryDelay?: number | undefined;
  /** Node: the `http.Agent` for connections to an http backend. */
  httpAgent?: object | undefined;
  /** Node: the `https.Agent` for connections to an https backend. */
  httpsAgent?: object | undefined;
  /** Node: the proxy to go through; `false` ignores the `HTTP_PROXY` family of variables, which count otherwise. */
  proxy?: ProxyConfig | false | undefined;
  /** Called before each repetition's pause, never after an abort. If it throws, or its promise rejects, the call does so, too. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** An HTTP proxy. */
export interface ProxyConfig {
  protocol?: "http" | "https" | undefined;
  host: string;
  port: number;
  auth?: { username: string; password: string } | undefined;
}

/** A checked configuration with its defaults filled in. */
export type ResolvedConfig = Config &
  Record<"maxRetries" | "timeout" | "maxRetryDelay", number> & {
    baseUrl: string;
  };

const CONFIG_OPTIONS: Checks<Config> = {
  baseUrl: true,
  maxRetries: wholeNumber(0),
  apiKey: checkKey,
  apiKeyHeader: oneOf("x-medusa-access-token", "authorization"),
  publishableApiKey: checkKey,
  customHeaders: checkHeaders,
  axiosAdapter: takes(
    "a function, as axios's adapters are",
    (value) => ["function", "string"].includes(typeof value) || Array.isArray(value),
  ),
  timeout: checkTimeout,
  maxRetryDelay: checkDelay,
  httpAgent: checkAgent,
  httpsAgent: checkAgent,
  proxy: checkProxy,
  onRetry: checkFunction,
};

function checkAgent(name: string, value: unknown): void {
  if (!isObject(value)) throw mustBe(name, "an Agent of Node's", value);
}

const PROXY_OPTIONS: Checks<ProxyConfig> = { protocol: true, host: true, port: true, auth: true };

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws MedusaInvalidRequestError saying which option is wrong, and how; never its value if that may be a secret.
 */
export function resolveConfig(config: Config): ResolvedConfig {
  checkOptions("the configuration", config, CONFIG_OPTIONS);
  return {
    ...config,
    baseUrl: parseBaseUrl(config.baseUrl ?? DEFAULT_BASE_URL),
    maxRetries: config.maxRetries ?? DEFAULT_MAX_RETRIES,
    timeout: config.timeout ?? DEFAULT_TIMEOUT_MS,
    maxRetryDelay: config.maxRetryDelay ?? DEFAULT_MAX_RETRY_DELAY_MS,
  };
}

/**
 * Checks the options of one call.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkRequestOptions(options: RequestOptions): void {
  checkOptions("the request options", options, REQUEST_OPTIONS);
}

function checkProxy(_name: string, proxy: unknown): void {
  if (proxy === false) return;
  if (!isObject(proxy)) throw invalidProxy("proxy");
  checkOptions("proxy", proxy, PROXY_OPTIONS);
  const { protocol = "http", host, port, auth }: Record<string, unknown> = { ...proxy };
  if (protocol !== "http" && protocol !== "https") throw invalidProxy("proxy.protocol");
  if (typeof host !== "string" || !/^[^\s/@]+$/.test(host)) throw invalidProxy("proxy.host");
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw invalidProxy("proxy.port");
  }
  if (auth === undefined) return;
  checkOptions("proxy.auth", auth, { username: true, password: true });
  const { username, password }: Record<string, unknown> = { ...Object(auth) };
  if (!isText(username) || typeof password !== "string") {
    throw invalidProxy("proxy.auth");
  }
}

/** Quotes nothing that was given: a URL in place of a host may hold a password. */
function invalidProxy(member: string): Error {
  return invalidArgument(
    `${member} is wrong. A proxy is { protocol: "http" or "https", host: a name, port: a number, auth: { username, password } }, or false for none.`,
  );
}

import type { Headers as CustomHeaders, HttpMethod } from "../types/http.js";
import { ApiKey, type ApiKeyHeader, isJwt, type KeyKind } from "./api-key.js";
import { checkKey } from "./checks.js";
import type { ResolvedConfig } from "./config.js";
import { parseCookies, parseSetCookie } from "./cookies.js";
import type { HeaderMap } from "./headers.js";
import { withoutQuery } from "./paths.js";

/** The admin endpoints that work without authentication. */
const PUBLIC_ENDPOINTS = new Set([
  "POST /admin/auth",
  "POST /admin/auth/token",
  "POST /admin/users/password-token",
  "POST /admin/users/reset-password",
  "POST /admin/invites/accept",
]);

/** Those that log a session in, on Medusa. */
const LOGINS = new Set(["POST /admin/auth", "POST /store/auth"]);

/** Kinds of credentials that a request can carry, and wrong ones that are often seen. */
export type Credential = KeyKind | "jwt" | "authorization" | "session";

/** Of a client's configuration, what its credentials need. */
export type CredentialsConfig = Pick<
  ResolvedConfig,
  "apiKey" | "apiKeyHeader" | "publishableApiKey" | "baseUrl" | "proxy"
>;

/** What of a request decides whether the cookies of its answer are kept. */
export interface CookieRequest {
  /** When it began: see {@link Credentials.begin}. */
  began: number;
  /** The cookies that it carried. */
  cookie?: string | null;
  /** It has logged a session in. */
  loggedIn?: boolean;
}

/**
 * What one client logs in with: API token, JWT and cookies. The server tries the cookie first, then
 * the JWT, then the API token. Private fields, so that printing a client discloses nothing.
 */
export class Credentials {
  readonly apiKey: ApiKey;
  readonly #overTls: boolean;
  readonly #proxy: ResolvedConfig["proxy"];
  readonly #cookies = new Map<string, string>();
  /** When the call began that settled each: what began before has nothing to say. */
  readonly #settled = { jwt: 0, session: 0 };
  #begun = 0;
  /** A login has left a cookie, and no logout came since. Other cookies are those of anonymous sessions. */
  #hasSession = false;
  #publishableApiKey: string | null | undefined;
  #jwt: string | undefined;

  constructor({ apiKey, apiKeyHeader, publishableApiKey, baseUrl, proxy }: CredentialsConfig) {
    this.apiKey = new ApiKey(apiKey, apiKeyHeader);
    this.#proxy = proxy;
    this.#publishableApiKey = publishableApiKey;
    this.#overTls = baseUrl.startsWith("https:");
  }

  /**
   * The headers that authenticate a request. The cookie goes along with everything: without one the
   * server opens a new session for each request, whatever its other credentials.
   */
  headersFor(method: HttpMethod, path: string): CustomHeaders {
    const headers: CustomHeaders = {};
    if (this.#publishableApiKey) headers["x-publishable-api-key"] = this.#publishableApiKey;
    if (this.#cookies.size > 0) headers.cookie = this.#cookieHeader();
    if (requiresAuthentication(method, path)) {
      Object.assign(headers, this.apiKey.headers());
      if (this.#jwt !== undefined) headers.authorization = `Bearer ${this.#jwt}`;
    }
    return headers;
  }

  /** From now on, requests carry this publishable key; an empty one is none. */
  setPublishableKey(key: string | null | undefined): void {
    checkKey("The publishable key", key);
    this.#publishableApiKey = key;
  }

  /** Where a call stands in the order in which this client's calls begin. */
  begin(): number {
    this.#begun += 1;
    return this.#begun;
  }

  /** From now on, requests carry this JWT, unless a login or logout that began later came first. */
  setToken(jwt: string, began = this.begin()): void {
    if (this.#settle("jwt", began)) this.#jwt = jwt;
  }

  /**
   * Keeps the cookies of an answer, whatever their names: the session's is the server's choice.
   * Browsers keep cookies themselves and do not show them here.
   *
   * A cookie is taken only in place of the one that the request carried: a slow answer to a request
   * of before a login would replace its session by an anonymous one. A login's own cookies are always
   * taken, unless a login or a logout that began later came first: that is what was asked for last.
   */
  keepCookies(setCookie: readonly string[], { began, cookie, loggedIn }: CookieRequest): void {
    const current = loggedIn ? this.#settle("session", began) : began >= this.#settled.session;
    if (!current) return;
    const sent = parseCookies(cookie ?? "");
    for (const header of setCookie) {
      const set = parseSetCookie(header);
      if (set === undefined) continue;
      if (!loggedIn && sent.get(set.name) !== this.#cookies.get(set.name)) continue;
      if (set.ended || (set.secure && !this.#overTls)) this.#cookies.delete(set.name);
      else this.#cookies.set(set.name, set.value);
    }
    if (loggedIn) this.#hasSession = this.#cookies.size > 0;
  }

  /**
   * Forgets JWT and cookies, unless those of a login that began after the logout; the API token
   * belongs to the configuration and stays.
   */
  forget(began = this.begin()): void {
    if (this.#settle("jwt", began)) this.#jwt = undefined;
    if (!this.#settle("session", began)) return;
    this.#cookies.clear();
    this.#hasSession = false;
  }

  /** What a request carried to log in with: kinds, for messages. A browser does not show its cookies. */
  kindsIn(headers: HeaderMap): Credential[] {
    const { "x-medusa-access-token": token, authorization, cookie } = headers;
    const kinds: Credential[] = [];
    if (token) kinds.push(this.apiKey.kindOf(token));
    if (authorization) kinds.push(this.#kindOfAuthorization(authorization));
    // One of the caller's own is not among the client's.
    if (cookie && (this.#hasSession || this.#cookies.size === 0)) kinds.push("session");
    return kinds;
  }

  /** The header in which a request carried the API token, if it carried nothing else that could log it in. */
  headerOfKeyAlone(headers: HeaderMap): ApiKeyHeader | undefined {
    const [kind, ...others] = this.kindsIn(headers);
    const isKey = kind === "token" || kind === "untriedToken";
    return isKey && others.length === 0 ? this.apiKey.headerIn(headers) : undefined;
  }

  /** What must not appear in any error. */
  secrets(): string[] {
    const { value } = this.apiKey;
    const secrets = [value, this.#jwt, ...this.#cookies.values(), ...secretsOf(this.#proxy)];
    return secrets.filter((secret) => typeof secret === "string");
  }

  #kindOfAuthorization(authorization: string): Credential {
    const { value = "" } = this.apiKey;
    if (authorization === `Bearer ${value}`) return this.apiKey.kindOf(value);
    return isJwt(authorization) ? "jwt" : "authorization";
  }

  #settle(what: "jwt" | "session", began: number): boolean {
    if (began < this.#settled[what]) return false;
    this.#settled[what] = began;
    return true;
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

/** Whether a request, once it has succeeded, has logged a session in. */
export function isLogin(method: HttpMethod, path: string): boolean {
  return LOGINS.has(`${method} ${withoutQuery(path)}`);
}

function requiresAuthentication(method: HttpMethod, path: string): boolean {
  return path.startsWith("/admin/") && !PUBLIC_ENDPOINTS.has(`${method} ${withoutQuery(path)}`);
}

/** The password of a proxy, and both forms in which it is sent along. */
function secretsOf(proxy: ResolvedConfig["proxy"]): string[] {
  const auth = proxy === false ? undefined : proxy?.auth;
  if (!auth) return [];
  const { username, password } = auth;
  const pair = `${username}:${password}`;
  return [password, pair, btoa(String.fromCharCode(...new TextEncoder().encode(pair)))];
}

import { parseSetCookie } from "set-cookie-parser";
import type { Headers, HttpMethod } from "../types/http.js";
import type { ResolvedConfig } from "./config.js";
import { withoutQuery } from "./paths.js";

/** The admin endpoints that work without authentication. */
const PUBLIC_ENDPOINTS = new Set([
  "POST /admin/auth",
  "POST /admin/auth/token",
  "POST /admin/users/password-token",
  "POST /admin/users/reset-password",
  "POST /admin/invites/accept",
]);

/** Of a client's configuration, what its credentials need. */
export type CredentialsConfig = Pick<ResolvedConfig, "apiKey" | "publishableApiKey" | "baseUrl">;

/**
 * What one client logs in with: API token, JWT and cookies. The server tries the cookie first, then
 * the JWT, then the API token. Private fields, so that printing a client discloses nothing.
 */
export class Credentials {
  readonly #apiKey: string | undefined;
  readonly #overTls: boolean;
  readonly #cookies = new Map<string, string>();
  #publishableApiKey: string | undefined;
  #jwt: string | undefined;

  constructor({ apiKey, publishableApiKey, baseUrl }: CredentialsConfig) {
    this.#apiKey = apiKey;
    this.#publishableApiKey = publishableApiKey;
    this.#overTls = baseUrl.startsWith("https:");
  }

  /**
   * The headers that authenticate a request. The cookie goes along with everything: without one the
   * server opens a new session for each request, whatever its other credentials.
   */
  headersFor(method: HttpMethod, path: string): Headers {
    const headers: Headers = {};
    if (this.#publishableApiKey !== undefined) {
      headers["x-publishable-api-key"] = this.#publishableApiKey;
    }
    if (this.#cookies.size > 0) headers.cookie = this.#cookieHeader();
    if (requiresAuthentication(method, path)) {
      if (this.#apiKey !== undefined) headers["x-medusa-access-token"] = this.#apiKey;
      if (this.#jwt !== undefined) headers.authorization = `Bearer ${this.#jwt}`;
    }
    return headers;
  }

  /** From now on, requests carry this publishable key. */
  setPublishableKey(key: string): void {
    this.#publishableApiKey = key;
  }

  /** From now on, requests carry this JWT. */
  setToken(jwt: string): void {
    this.#jwt = jwt;
  }

  /**
   * Keeps the cookies of an answer, whatever their names: the session's is the server's choice.
   * Browsers keep cookies themselves and do not show them here.
   */
  keepCookies(setCookie: readonly string[]): void {
    for (const { name, value, expires, maxAge, secure } of parseSetCookie([...setCookie], {
      decodeValues: false,
      // Its warnings quote the header, and so the cookie.
      silent: true,
    })) {
      const expired =
        (maxAge ?? 1) <= 0 || (expires !== undefined && expires.getTime() <= Date.now());
      if (expired || (secure && !this.#overTls)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  /** Forgets JWT and cookies; the API token belongs to the configuration and stays. */
  forget(): void {
    this.#jwt = undefined;
    this.#cookies.clear();
  }

  /** What must not appear in any error. */
  secrets(): string[] {
    const secrets = [this.#apiKey, this.#jwt, ...this.#cookies.values()];
    return secrets.filter((secret) => secret !== undefined);
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function requiresAuthentication(method: HttpMethod, path: string): boolean {
  return path.startsWith("/admin/") && !PUBLIC_ENDPOINTS.has(`${method} ${withoutQuery(path)}`);
}

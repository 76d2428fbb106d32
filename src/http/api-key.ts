import type { HeaderMap } from "./headers.js";

/** The header in which a server takes an API token: `authorization` up to Medusa 1.16, the other one from 1.17. */
export type ApiKeyHeader = "x-medusa-access-token" | "authorization";

/** What a token is, or seems to be. */
export type KeyKind = "token" | "untriedToken" | "jwtAsToken" | "bearerAsToken";

const JWT = /^(?:Bearer )?eyJ[\w-]+\.[\w-]+\.[\w-]*$/i;

/** The API token of a client, and what is known of the header in which its server takes it. */
export class ApiKey {
  readonly #value: string | undefined;
  readonly #isConfigured: boolean;
  #header: ApiKeyHeader;
  #isTaken = false;
  #isRefusedInBoth = false;

  /** @param header Where the server takes it, if that is known. */
  constructor(value: string | null | undefined, header: ApiKeyHeader | undefined) {
    this.#value = value || undefined;
    this.#isConfigured = header !== undefined;
    this.#header = header ?? "x-medusa-access-token";
  }

  get value(): string | undefined {
    return this.#value;
  }

  /** Where it is sent. */
  get header(): ApiKeyHeader {
    return this.#header;
  }

  get otherHeader(): ApiKeyHeader {
    return this.#header === "authorization" ? "x-medusa-access-token" : "authorization";
  }

  /** Whether the server may be asked if it takes the token in the other header. */
  get mayMove(): boolean {
    return !this.#isConfigured && !this.#isRefusedInBoth;
  }

  /** The header that carries it. */
  headers(header = this.#header): Partial<Record<ApiKeyHeader, string>> {
    if (this.#value === undefined) return {};
    return { [header]: header === "authorization" ? `Bearer ${this.#value}` : this.#value };
  }

  /** The header in which a request carried it, in the form that belongs there. */
  headerIn(sent: HeaderMap): ApiKeyHeader | undefined {
    if (this.#value === undefined) return undefined;
    const { "x-medusa-access-token": token, authorization } = sent;
    if (token === this.#value) return "x-medusa-access-token";
    return authorization === `Bearer ${this.#value}` ? "authorization" : undefined;
  }

  /**
   * What a token seems to be; one that is nothing else may be good, as long as there is a header left to try. One that
   * the server took after a search is a token: what fails then has another cause.
   */
  kindOf(token: string): KeyKind {
    if (isJwt(token)) return "jwtAsToken";
    if (/^bearer\b/i.test(token)) return "bearerAsToken";
    return this.#isTaken || this.#isRefusedInBoth ? "token" : "untriedToken";
  }

  /** The server takes it there. */
  moveTo(header: ApiKeyHeader): void {
    this.#header = header;
    this.#isTaken = true;
  }

  /** The server refused it in both headers: there is nothing to find. */
  giveUp(): void {
    this.#isRefusedInBoth = true;
  }
}

/** Whether a token, or an `authorization`, has the shape of a JWT. */
export function isJwt(text: string): boolean {
  return JWT.test(text);
}

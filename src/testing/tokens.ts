import { digest } from "./ids.js";

/** What a token of Medusa says. */
export interface TokenClaims {
  user_id?: string;
  domain: "admin" | "store";
  /** Seconds since 1970. */
  iat: number;
  /** Seconds since 1970. */
  exp: number;
  [claim: string]: unknown;
}

/** How long a token is valid: milliseconds. */
export const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A token in the form of a JWT. Its signature is the fake's own: only a fake accepts it. */
export function signToken(claims: TokenClaims): string {
  const unsigned = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${unsigned}.${signature(unsigned)}`;
}

/** The admin token of a user who logs in at the instant `now`, milliseconds since 1970. */
export function adminToken(userId: string, now: number): string {
  const [iat, exp] = [now, now + TOKEN_LIFETIME_MS].map((at) => Math.floor(at / 1000));
  return signToken({ user_id: userId, domain: "admin", iat: iat ?? 0, exp: exp ?? 0 });
}

/** The user whom a valid admin token belongs to; nobody asks whether that user still exists. */
export function tokenUserId(token: string, now: number): string | undefined {
  const [header, payload, signed] = token.split(".");
  if (!header || !payload || signed !== signature(`${header}.${payload}`)) return undefined;
  const { domain, user_id, exp } = decode(payload);
  return domain === "admin" && now < exp * 1000 ? user_id : undefined;
}

function signature(unsigned: string): string {
  return digest(`medusa-batch-jobs/testing ${unsigned}`, 43);
}

function encode(part: object): string {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(part))));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decode(payload: string): TokenClaims {
  const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

import { randomToken } from "./ids.js";

/** One session that the server holds. */
export interface Session {
  /** The cookie's value, signature included. */
  readonly value: string;
  /** Set by a login. */
  userId?: string;
  /** Milliseconds since 1970. Every request pushes it on, though the cookie is not sent again. */
  expires: number;
}

/** How long a session lives after its last request: milliseconds. */
export const SESSION_LIFETIME_MS = 10 * 60 * 60 * 1000;

/** The sessions of the server. Like Medusa's, it makes one for every request that comes without a cookie it knows. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** How many there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** The session that a cookie names, or a new one. */
  open(value: string | undefined, now: number): Session {
    const known = value === undefined ? undefined : this.#sessions.get(value);
    const session =
      known && known.expires > now
        ? known
        : { value: `s:${randomToken(32)}.${randomToken(43)}`, expires: 0 };
    session.expires = now + SESSION_LIFETIME_MS;
    this.#sessions.set(session.value, session);
    return session;
  }

  /** Forgets a session. */
  close(session: Session): void {
    this.#sessions.delete(session.value);
  }

  has(session: Session): boolean {
    return this.#sessions.has(session.value);
  }
}

/** The value of the cookie `name` in a `cookie` header. */
export function readCookie(header: string | null, name: string): string | undefined {
  const pairs = (header ?? "").split(";").map((pair) => pair.split("="));
  const value = pairs.find(([key]) => key?.trim() === name)?.[1]?.trim();
  return value === undefined ? undefined : safelyDecoded(value.replace(/^"(.*)"$/, "$1"));
}

/** The `set-cookie` header of a session. `secure`: as in production mode. */
export function sessionCookie(name: string, { value, expires }: Session, secure: boolean): string {
  const attributes = [
    `${name}=${encodeURIComponent(value)}`,
    "Path=/",
    `Expires=${new Date(expires).toUTCString()}`,
    "HttpOnly",
    ...(secure ? ["Secure", "SameSite=None"] : []),
  ];
  return attributes.join("; ");
}

function safelyDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

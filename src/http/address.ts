/** A URL in its parts. */
export interface Address {
  readonly href: string;
  readonly protocol: string;
  /** With its port. */
  readonly host: string;
  readonly origin: string;
  /** User and password, as they are written; of most there are none. */
  readonly user: string | undefined;
  readonly pathname: string;
}

/** Where a backslash stands, parsers do not agree on what is the host: it ends there, and so does the user. */
const PARTS = /^([a-z][a-z\d+.-]*:)(?:\/\/(?:([^/?#\\]*)@)?([^/?#\\]*))?([^?#]*)/i;

/**
 * Parses a URL; `undefined` for what is none. Of the runtime's own it takes the text alone: in React
 * Native the other members of a `URL` throw, or are guesses.
 */
export function toAddress(text: string, base?: string): Address | undefined {
  try {
    const { href } = new URL(text, base);
    const [, scheme, user, authority = "", pathname = ""] = PARTS.exec(href) ?? [];
    if (scheme === undefined) return undefined;
    const [protocol, host] = [scheme.toLowerCase(), authority.toLowerCase()];
    return { href, protocol, host, origin: `${protocol}//${host}`, user, pathname };
  } catch {
    return undefined;
  }
}

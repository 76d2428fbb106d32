/** A cookie as a server sets it. */
export interface SetCookie {
  name: string;
  value: string;
  /** The server ends it. */
  ended: boolean;
  /** For TLS alone. */
  secure: boolean;
}

/** A name of visible characters, and what a header can hold of a value: what could be sent back. */
const COOKIE = /^([!-<>-~]+)[\t ]*=([\t\u0020-\u007e\u0080-\u00ff]*)$/;

/** A comma before another cookie, and not one in a date. */
const SEPARATOR = /,(?=\s*[^\s=;,]+\s*=)/;

/** The `Set-Cookie` headers of an answer, one an item: an adapter that hands over one text may have joined them. */
export function splitSetCookie(header: unknown): string[] {
  return Array.isArray(header) ? header.map(String) : String(header).split(SEPARATOR);
}

/** Reads one `Set-Cookie` header strictly; `undefined` for what could not be sent back. */
export function parseSetCookie(header: string, now = Date.now()): SetCookie | undefined {
  const [pair = "", ...rest] = header.split(";").map((part) => part.trim());
  const [, name, value] = COOKIE.exec(pair) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const attributes = new Map(rest.map(parseAttribute));
  return {
    name,
    value: value.trim(),
    ended: isOver(attributes, now),
    secure: attributes.has("secure"),
  };
}

/** The cookies of a `Cookie` header, by name. */
export function parseCookies(header: string): Map<string, string> {
  return new Map(header.split(";").map(splitPair));
}

/** `Max-Age` wins over `Expires`; what cannot be read is not there. */
function isOver(attributes: Map<string, string>, now: number): boolean {
  const maxAge = attributes.get("max-age") ?? "";
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributes.get("expires") ?? "") <= now;
}

function parseAttribute(part: string): [name: string, value: string] {
  const [name, value] = splitPair(part);
  return [name.toLowerCase(), value];
}

function splitPair(text: string): [name: string, value: string] {
  const [name = "", ...value] = text.split("=");
  return [name.trim(), value.join("=").trim()];
}

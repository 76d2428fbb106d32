import { invalidArgument, mustBe } from "../errors.js";
import { atItsEnd, isOptions, REQUEST_OPTIONS } from "./checks.js";

/** Headers ready to send, by lower-case name; `null` where a default must not be sent. */
export type HeaderMap = Record<string, string | null>;

/** The characters of a header name (RFC 9110, section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * What a value cannot hold: control characters (with a line break it would forge headers of its own),
 * and what is not Latin-1 (it would be dropped on the way).
 */
const FORBIDDEN_CHARACTER = /[^\t\u0020-\u007e\u0080-\u00ff]/;

/**
 * Lays headers over each other, whatever their case: a later layer wins, `null` unsets,
 * `undefined` changes nothing. Several values are one, with commas between them.
 *
 * @throws MedusaInvalidRequestError for a name or a value that no header can have, and for what is no headers.
 */
export function mergeHeaders(...layers: unknown[]): HeaderMap {
  const merged: HeaderMap = {};
  for (const layer of layers) {
    for (const [name, value] of entriesOf(layer)) {
      if (value !== undefined) merged[name.toLowerCase()] = checkHeader(name, value);
    }
  }
  return merged;
}

/** Checks the headers that are given for an option. */
export function checkHeaders(_name: string, headers: unknown): void {
  mergeHeaders(headers);
}

/** The entries of a Map, of fetch's `Headers` or of a signal are none of its own keys: they would get lost. */
function entriesOf(layer: unknown): [name: string, value: unknown][] {
  if (layer === undefined || layer === null) return [];
  if (isOptions(layer)) return Object.entries(layer);
  throw mustBe(
    "customHeaders",
    "an object of names and values: pass Object.fromEntries(headers) of a Map, or of fetch's Headers",
  );
}

/** The message names the header, never its value: it may be a secret. */
function checkHeader(name: string, value: unknown): string | null {
  // `Timeout` is a header: WebDAV's.
  if (Object.hasOwn(REQUEST_OPTIONS, name)) {
    throw invalidArgument(
      `"${name}" is no header but a request option. Give both in one object, { ${name}, customHeaders: { … } }, or the options in the argument after the headers.`,
    );
  }
  if (!TOKEN.test(name)) throw invalidArgument(`"${name}" is not a header name.`);
  if (value === null) return null;
  const text = Array.isArray(value)
    ? value.map((one) => toText(name, one)).join(", ")
    : toText(name, value);
  if (FORBIDDEN_CHARACTER.test(text)) {
    throw invalidArgument(
      `The value of the header "${name}" holds a line break, a control character, or one that is not Latin-1.${atItsEnd(text)}`,
    );
  }
  return text;
}

function toText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw mustBe(`The header "${name}"`, "a string, a number, a boolean, an array of them or null");
}

import { invalidArgument } from "./errors.js";
import type { Headers } from "./types/http.js";

/** Headers ready to send, by lower-case name; `null` where a default must not be sent. */
export type HeaderMap = Record<string, string | null>;

/** The characters of a header name (RFC 9110, section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Line breaks and other control characters would let a value forge headers of its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTER = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * Lays headers over each other, whatever their case: a later layer wins, `null` unsets,
 * `undefined` changes nothing.
 *
 * @throws MedusaInvalidRequestError for a name or a value that no header can have.
 */
export function mergeHeaders(...layers: (Headers | undefined)[]): HeaderMap {
  const merged: HeaderMap = {};
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer ?? {})) {
      if (value !== undefined) merged[name.toLowerCase()] = checkHeader(name, value);
    }
  }
  return merged;
}

/** The message names the header, never its value: it may be a secret. */
function checkHeader(name: string, value: unknown): string | null {
  if (!TOKEN.test(name)) throw invalidArgument(`"${name}" is not a header name.`);
  if (value === null) return null;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw invalidArgument(
      `The header "${name}" must be a string, a number, a boolean or null. (timeout, signal and the like belong in the argument after customHeaders.)`,
    );
  }
  const text = String(value);
  if (CONTROL_CHARACTER.test(text)) {
    throw invalidArgument(
      `The value of the header "${name}" holds a line break or control character.`,
    );
  }
  return text;
}

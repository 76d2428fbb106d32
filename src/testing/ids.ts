const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** An id as Medusa makes them: `prefix_` and a ULID of the instant `at`, milliseconds since 1970. */
export function entityId(prefix: string, at: number): string {
  return `${prefix}_${timePart(at)}${randomText(16, CROCKFORD)}`;
}

/** `length` random characters that need no escaping in a cookie or a URL. */
export function randomToken(length: number): string {
  return randomText(length, BASE64URL);
}

/**
 * A digest of `text`, `length` characters long: for ETags and for the signatures of the fake's own
 * tokens. Not cryptographic, on purpose: `crypto.subtle` does not exist in jsdom.
 */
export function digest(text: string, length: number): string {
  let state = 0x811c9dc5;
  const mix = (code: number) => {
    state = Math.imul(state ^ code, 0x01000193) >>> 0;
  };
  for (const character of text) mix(character.codePointAt(0) ?? 0);
  return Array.from({ length }, (_, index) => {
    mix(index);
    return BASE64URL.charAt((state >>> 13) & 63);
  }).join("");
}

function timePart(at: number): string {
  let rest = Math.floor(at);
  let text = "";
  for (let digit = 0; digit < 10; digit++) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomText(length: number, alphabet: string): string {
  const pick = () => alphabet.charAt(Math.floor(Math.random() * alphabet.length));
  return Array.from({ length }, pick).join("");
}

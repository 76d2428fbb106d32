/** A character of a text that came of bytes that are none, or that is itself the sign for such: U+FFFD. */
export interface Break {
  /** Where in the text. */
  at: number;
  /** Where in the bytes. */
  byte: number;
  /** How many bytes became it. */
  length: number;
}

/** The sign for what could not be decoded. */
export const BROKEN = "\ufffd";

/** What the bytes are in Windows-1252, Western Excel's "CSV". */
export function asWindows1252(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => HIGH_CONTROLS[byte - 0x80] ?? String.fromCharCode(byte)).join(
    "",
  );
}

/** 0x80 to 0x9f; the rest is as in Latin-1. */
const HIGH_CONTROLS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Text, as Node's `buffer.toString()` makes it of bytes: what is no UTF-8 becomes {@link BROKEN}; a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): { text: string; breaks: readonly Break[] } {
  if (typeof TextDecoder === "undefined") return decodeByHand(bytes);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return text.includes(BROKEN) ? decodeByHand(bytes) : { text, breaks: [] };
}

/** Says what broke, too, which no decoder of a runtime does; and in jsdom and React Native there is none. */
export function decodeByHand(bytes: Uint8Array): { text: string; breaks: readonly Break[] } {
  const units = new Uint16Array(bytes.length);
  const breaks: Break[] = [];
  let at = 0;
  for (let byte = 0; byte < bytes.length; ) {
    const length = lengthAt(bytes, byte);
    const code = length > 0 ? codeAt(bytes, byte, length) : REPLACEMENT;
    const end = byte + Math.abs(length);
    if (code === REPLACEMENT) breaks.push({ at, byte, length: end - byte });
    if (code > 0xffff) units[at++] = 0xd7c0 + (code >> 10);
    units[at++] = code > 0xffff ? 0xdc00 | (code & 0x3ff) : code;
    byte = end;
  }
  return { text: textOf(units.subarray(0, at)), breaks };
}

const REPLACEMENT = 0xfffd;

/** The length of the character that begins here; below 0, of what begins like one and is none. */
export function lengthAt(bytes: Uint8Array, start: number): number {
  const first = bytes[start] ?? 0;
  if (first < 0x80) return 1;
  const length = lengthBy(first);
  for (let i = 1; i < length; i += 1) {
    if (!goesOn(first, i, bytes[start + i])) return -i;
  }
  return length === 0 ? -1 : length;
}

/** How long a character is that begins with this byte; 0 if none does. */
export function lengthBy(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/** The second byte has limits of its own: nothing is written longer than it needs to be, no half of a pair, nothing above U+10FFFF. */
function goesOn(first: number, index: number, byte: number | undefined): boolean {
  if (byte === undefined) return false;
  if (index > 1) return byte >= 0x80 && byte <= 0xbf;
  const [low, high] = SECOND_BYTES[first] ?? [0x80, 0xbf];
  return byte >= low && byte <= high;
}

const SECOND_BYTES: Readonly<Record<number, readonly [low: number, high: number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

function codeAt(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] ?? 0;
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let i = 1; i < length; i += 1) code = (code << 6) | ((bytes[start + i] ?? 0) & 0x3f);
  return code;
}

/** In parts: each code is an argument, and stacks have an end. */
function textOf(units: Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += 4096) {
    text += String.fromCharCode(...units.subarray(at, at + 4096));
  }
  return text;
}

/** The sign for what could not be decoded. */
export const BROKEN = "\ufffd";

/** 0x80 to 0x9f in Windows-1252, Western Excel's "CSV"; the rest of it is Latin-1. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** What bytes are in Windows-1252. Node 20 takes that for Latin-1. */
export function fromWindows1252(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    text += WINDOWS_1252[byte - 0x80] ?? String.fromCharCode(byte);
  }
  return text;
}

/** Text, as Node's `buffer.toString()` makes it of bytes: what is no UTF-8 becomes {@link BROKEN}; a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  // In jsdom and React Native there is none.
  if (typeof TextDecoder === "undefined") return decodeByHand(bytes);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

export function decodeByHand(bytes: Uint8Array): string {
  let text = "";
  for (let byte = 0; byte < bytes.length; ) {
    const length = lengthAt(bytes, byte);
    text += String.fromCodePoint(codeAt(bytes, byte, length));
    byte += Math.abs(length);
  }
  return text;
}

/** UTF-8 of a text, by hand: jsdom and React Native have no encoder. Half of a pair becomes {@link BROKEN}. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let end = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i += 1;
    end = write(isSurrogate(code) ? REPLACEMENT : code, bytes, end);
  }
  return bytes.subarray(0, end);
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function write(code: number, bytes: Uint8Array, start: number): number {
  const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  const mark = length === 1 ? 0 : (0xf00 >> length) & 0xff;
  for (let i = length - 1, rest = code; i >= 0; i -= 1, rest >>= 6) {
    bytes[start + i] = i === 0 ? mark | rest : 0x80 | (rest & 0x3f);
  }
  return start + length;
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

/** The second byte has limits of its own: nothing is longer than it needs to be, no half of a pair, nothing above U+10FFFF. */
function goesOn(first: number, index: number, byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const isSecond = index === 1;
  const low = isSecond && first === 0xe0 ? 0xa0 : isSecond && first === 0xf0 ? 0x90 : 0x80;
  const high = isSecond && first === 0xed ? 0x9f : isSecond && first === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}

/** @param length What {@link lengthAt} says. */
function codeAt(bytes: Uint8Array, start: number, length: number): number {
  if (length < 0) return REPLACEMENT;
  const first = bytes[start] ?? 0;
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let i = 1; i < length; i += 1) code = (code << 6) | ((bytes[start + i] ?? 0) & 0x3f);
  return code;
}

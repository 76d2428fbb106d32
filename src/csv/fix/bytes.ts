import type { BrokenCharacter } from "../read/pieces.js";
import type { Row } from "../read/row.js";

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** How many bytes of the file a part of a row's text is. */
export function byteLength(row: Row, from = 0, to = row.text.length): number {
  const text = row.text.slice(from, to);
  if (!BEYOND_ASCII.test(text)) return text.length;
  let sum = 0;
  if (row.broken === undefined)
    for (let at = from; at < to; at++) sum += sizeOf(row.text.charCodeAt(at));
  else for (const size of byteSizes(row).subarray(from, to)) sum += size;
  return sum;
}

/** How many bytes each UTF-16 unit of a row's text is in the file; of a pair of surrogates, the first has them all. */
export function byteSizes({ text, broken = [] }: Row): Uint8Array {
  const sizes = Uint8Array.from({ length: text.length }, (_, at) => sizeOf(text.charCodeAt(at)));
  for (const each of broken) sizes[each.at] = brokenSize(each);
  return sizes;
}

function sizeOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (unit >= 0xd800 && unit < 0xdc00) return 4;
  return unit >= 0xdc00 && unit < 0xe000 ? 0 : 3;
}

/** What is no UTF-8 has a character of Windows-1252 for each of its bytes; of what is torn, the first has them all. */
function brokenSize({ kind, meant }: BrokenCharacter): number {
  if (kind === "invalid") return meant.length;
  return meant === "" ? 0 : sizeOf(meant.charCodeAt(0));
}

/** A part of a row's text, with what is torn as it stands in the file; undefined if it has bytes that are no UTF-8. */
export function textBetween(
  { text, broken = [] }: Row,
  from: number,
  to: number,
): string | undefined {
  const inside = broken.filter(({ at }) => at >= from && at < to);
  if (inside.some(({ kind }) => kind === "invalid")) return undefined;
  let mended = "";
  let start = from;
  for (const { at, meant } of inside) {
    mended += text.slice(start, at) + meant;
    start = at + 1;
  }
  return mended + text.slice(start, to);
}

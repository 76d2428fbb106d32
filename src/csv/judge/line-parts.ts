import type { Typed } from "../read/typed.js";
import { decodeUtf8, encodeUtf8 } from "../read/utf8.js";
import type { LineCell, LineWriter } from "./operation-line.js";

/** Counts the bytes of a row's JSON. */
export class LineLength implements LineWriter {
  bytes = 0;

  raw(json: string): void {
    this.bytes += json.length;
  }

  cell(value: Typed): void {
    this.bytes += bytesOf(value);
  }
}

/** A cell that the server breaks, and the text that it reads back. */
export interface TornCell extends LineCell {
  becomes: string;
}

/** Cuts a row's JSON into pieces that are decoded each by itself, and finds what that breaks. */
export class LineTearer implements LineWriter {
  readonly #edges: readonly number[];
  #at = 0;
  /** By their cells: of the tags in one, some may be whole. */
  readonly #texts = new Map<LineCell, { parts: string[]; isTorn: boolean }>();

  /** @param edges Where pieces begin, in bytes of the row's JSON. */
  constructor(edges: readonly number[]) {
    this.#edges = edges;
  }

  raw(json: string): void {
    this.#at += json.length;
  }

  cell(value: Typed, cell: LineCell): void {
    const json = encodeUtf8(JSON.stringify(value));
    const start = this.#at;
    this.#at += json.length;
    if (typeof value !== "string") return;
    const edges = this.#edges.filter((edge) => edge > start && edge < this.#at);
    const becomes = torn(json, [0, ...edges.map((edge) => edge - start), json.length]);
    const known = this.#texts.get(cell) ?? { parts: [], isTorn: false };
    known.parts.push(becomes);
    if (becomes !== value) known.isTorn = true;
    this.#texts.set(cell, known);
  }

  get torn(): readonly TornCell[] {
    return [...this.#texts].flatMap(([cell, { parts, isTorn }]) =>
      isTorn ? [{ ...cell, becomes: parts.join(",") }] : [],
    );
  }
}

function torn(json: Uint8Array, cuts: readonly number[]): string {
  const pieces = cuts.slice(1).map((end, at) => decodeUtf8(json.subarray(cuts[at], end)));
  return String(JSON.parse(pieces.join("")));
}

/** How many bytes a value is in JSON. */
export function bytesOf(value: Typed): number {
  if (typeof value === "string") return bytesOfText(value);
  if (value === null) return "null".length;
  const isPlain = typeof value === "boolean" || Number.isFinite(value);
  return isPlain ? String(value).length : JSON.stringify(value).length;
}

const LONGER_IN_JSON = /[^ !#-[\]-~]/;

function bytesOfText(text: string): number {
  let bytes = text.length + 2;
  if (!LONGER_IN_JSON.test(text)) return bytes;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) bytes += code < 0x800 || isSurrogate(code) ? 1 : 2;
    else if (code === QUOTE || code === BACKSLASH) bytes += 1;
    else if (code < 0x20) bytes += SHORT_ESCAPES.includes(code) ? 1 : 5;
  }
  return bytes;
}

/** A text that was decoded has no half of a pair: each of the two is two bytes of four. */
function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `\b`, `\t`, `\n`, `\f`, `\r`; all others are as long as `\u0000`. */
const SHORT_ESCAPES: readonly number[] = [0x08, 0x09, 0x0a, 0x0c, 0x0d];

import {
  asWindows1252,
  BROKEN,
  type Break,
  decodeByHand,
  decodeUtf8,
  lengthAt,
  lengthBy,
} from "./utf8.js";

/** A {@link BROKEN} in the text that the server reads. */
export interface BrokenCharacter {
  /** Where in the text. */
  at: number;
  /** Where in the file's bytes. */
  byte: number;
  /**
   * `invalid`: bytes that are no UTF-8. `torn`: half of a character that stands on the edge of two pieces.
   * `lost`: it stands in the file itself, which broke before.
   */
  kind: "invalid" | "torn" | "lost";
  /** What was meant: of what is no UTF-8, its bytes as Windows-1252; nothing for the rest of a torn character. */
  meant: string;
}

/** Decodes a file as the server does: each piece by itself. */
export class PieceDecoder {
  /** Bytes of 0, and where the first one is. */
  readonly nuls = { count: 0, byte: -1 };
  /** By how many bytes the file is longer than its text: about how much of it is UTF-8 beyond ASCII. */
  beyondAscii = 0;
  #bytes = 0;
  #units = 0;
  #tail: Tail | undefined;

  decode(piece: Uint8Array): { text: string; broken: readonly BrokenCharacter[] } {
    const { text, breaks } = decodeUtf8(piece);
    const broken = breaks.map((each) => this.#toBroken(each, piece));
    this.#mend(piece, broken);
    this.#tail = tailOf(piece, breaks.at(-1), broken.at(-1));
    this.#countNuls(piece);
    this.beyondAscii += piece.length - text.length;
    for (const { length } of breaks) this.beyondAscii -= length - 1;
    this.#bytes += piece.length;
    this.#units += text.length;
    return { text, broken };
  }

  #toBroken({ at, byte, length }: Break, piece: Uint8Array): BrokenCharacter {
    const isLost = lengthAt(piece, byte) > 0;
    return {
      at: at + this.#units,
      byte: byte + this.#bytes,
      kind: isLost ? "lost" : "invalid",
      meant: isLost ? BROKEN : asWindows1252(piece.subarray(byte, byte + length)),
    };
  }

  /** Tells what only the edge of a piece broke from what is broken. */
  #mend(piece: Uint8Array, broken: readonly BrokenCharacter[]): void {
    if (this.#tail === undefined) return;
    const { bytes, first } = this.#tail;
    const missing = lengthBy(bytes[0] ?? 0) - bytes.length;
    const whole = Uint8Array.of(...bytes, ...piece.subarray(0, missing));
    if (lengthAt(whole, 0) !== whole.length) return;
    Object.assign(first, { kind: "torn", meant: decodeByHand(whole).text });
    for (const rest of broken.slice(0, missing)) Object.assign(rest, { kind: "torn", meant: "" });
  }

  #countNuls(piece: Uint8Array): void {
    for (let at = piece.indexOf(0); at !== -1; at = piece.indexOf(0, at + 1)) {
      if (this.nuls.count === 0) this.nuls.byte = this.#bytes + at;
      this.nuls.count += 1;
    }
  }
}

interface Tail {
  bytes: Uint8Array;
  first: BrokenCharacter;
}

/** The beginning of a character with which a piece ends. */
function tailOf(
  piece: Uint8Array,
  last: Break | undefined,
  first: BrokenCharacter | undefined,
): Tail | undefined {
  if (last === undefined || first === undefined) return undefined;
  const bytes = piece.slice(last.byte);
  const goesOn = bytes.length === last.length && bytes.length < lengthBy(bytes[0] ?? 0);
  return goesOn ? { bytes, first } : undefined;
}

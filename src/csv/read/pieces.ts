import { BROKEN, decodeUtf8, fromWindows1252, lengthAt, lengthBy } from "./utf8.js";

/** How much of a file the server reads, and decodes, at once: what `fs.createReadStream` gives. */
export const PIECE_BYTES = 64 * 1024;

/** A {@link BROKEN} in the text that the server reads. */
export interface BrokenCharacter {
  /** Where in the text. */
  at: number;
  /** Where in the file's bytes. */
  byte: number;
  /**
   * `invalid`: bytes that are no UTF-8. `torn`: a part of a character that stands on the edge of two pieces.
   * `lost`: it stands in the file itself, which broke before.
   */
  kind: "invalid" | "torn" | "lost";
  /** What was meant: of what is no UTF-8, its bytes as Windows-1252; nothing for the rest of a torn character. */
  meant: string;
}

/** The beginning of a character with which a piece ends. */
interface Tail {
  bytes: Uint8Array;
  broken: BrokenCharacter;
}

/** Decodes a file as the server does: each piece by itself. */
export class PieceDecoder {
  /** Bytes of 0, and where the first one is. */
  readonly nuls = { count: 0, byte: -1 };
  /** Bytes of sound characters beyond ASCII, but for one each. */
  sound = 0;
  #bytes = 0;
  #units = 0;
  #tail: Tail | undefined;

  decode(piece: Uint8Array): { text: string; broken: readonly BrokenCharacter[] } {
    const text = decodeUtf8(piece);
    const broken = text.includes(BROKEN) ? this.#brokenIn(piece) : [];
    if (broken.length === 0) this.sound += piece.length - text.length;
    this.#mend(piece, broken);
    this.#tail = this.#tailOf(piece, broken.at(-1));
    this.#countNuls(piece);
    this.#bytes += piece.length;
    this.#units += text.length;
    return { text, broken };
  }

  /** What stands where in the text, and why: no decoder of a runtime tells. */
  #brokenIn(piece: Uint8Array): BrokenCharacter[] {
    const broken: BrokenCharacter[] = [];
    let at = this.#units;
    for (let byte = 0; byte < piece.length; ) {
      const length = lengthAt(piece, byte);
      const end = byte + Math.abs(length);
      if (length < 0) {
        const meant = fromWindows1252(piece, byte, end);
        broken.push({ at, byte: byte + this.#bytes, kind: "invalid", meant });
      } else if (length > 1) {
        this.sound += length - 1;
        if (isSign(piece, byte)) {
          broken.push({ at, byte: byte + this.#bytes, kind: "lost", meant: BROKEN });
        }
      }
      at += length === 4 ? 2 : 1;
      byte = end;
    }
    return broken;
  }

  #tailOf(piece: Uint8Array, broken: BrokenCharacter | undefined): Tail | undefined {
    if (broken?.kind !== "invalid") return undefined;
    const bytes = piece.slice(broken.byte - this.#bytes);
    const goesOn = bytes.length === -lengthAt(bytes, 0) && bytes.length < lengthBy(bytes[0] ?? 0);
    return goesOn ? { bytes, broken } : undefined;
  }

  /** Tells what only the edge of a piece broke from what is broken. */
  #mend(piece: Uint8Array, broken: readonly BrokenCharacter[]): void {
    if (this.#tail === undefined) return;
    const { bytes, broken: first } = this.#tail;
    const missing = lengthBy(bytes[0] ?? 0) - bytes.length;
    const whole = Uint8Array.of(...bytes, ...piece.subarray(0, missing));
    if (lengthAt(whole, 0) !== whole.length) return;
    Object.assign(first, { kind: "torn", meant: decodeUtf8(whole) });
    for (const rest of broken.slice(0, missing)) Object.assign(rest, { kind: "torn", meant: "" });
  }

  #countNuls(piece: Uint8Array): void {
    for (let at = piece.indexOf(0); at !== -1; at = piece.indexOf(0, at + 1)) {
      if (this.nuls.count === 0) this.nuls.byte = this.#bytes + at;
      this.nuls.count += 1;
    }
  }
}

/** Whether the character is {@link BROKEN} itself. */
function isSign(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbf && bytes[start + 2] === 0xbd;
}

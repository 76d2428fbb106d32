import { throwIfAborted } from "../../http/signals.js";
import { openSource } from "../read/source.js";
import { fromWindows1252 } from "../read/utf8.js";
import { Parts } from "./parts.js";

/** What a file is encoded in that is no UTF-8. */
export type ForeignEncoding = "utf-16le" | "utf-16be" | "windows-1252";

/** Decodes a file piece by piece, by hand: in jsdom and in React Native there is no decoder. */
interface Decoder {
  decode(bytes: Uint8Array): string;
  end(): string;
}

/** The file in UTF-8, without a byte order mark. */
export async function toUtf8(
  file: Blob,
  encoding: ForeignEncoding,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  const decoder = encoding === "windows-1252" ? WINDOWS_1252 : new Utf16Decoder(encoding);
  const parts = new Parts();
  const { pieces, cancel } = await openSource(file);
  try {
    for await (const bytes of pieces()) {
      throwIfAborted(signal);
      parts.write(decoder.decode(bytes));
    }
  } finally {
    cancel(signal?.reason);
  }
  parts.write(decoder.end());
  return parts.toBlob();
}

const WINDOWS_1252: Decoder = {
  decode: (bytes) => fromWindows1252(bytes),
  end: () => "",
};

class Utf16Decoder implements Decoder {
  readonly #isLittle: boolean;
  #isStart = true;
  /** The first byte of a unit, or the first unit of a pair, whose rest is in the next piece. */
  #byte: number | undefined;
  #unit = "";

  constructor(encoding: "utf-16le" | "utf-16be") {
    this.#isLittle = encoding === "utf-16le";
  }

  decode(bytes: Uint8Array): string {
    const text = this.#unit + this.#units(bytes);
    const isCut = /[\ud800-\udbff]$/.test(text);
    this.#unit = isCut ? text.slice(-1) : "";
    const whole = isCut ? text.slice(0, -1) : text;
    const hasMark = this.#isStart && whole.startsWith("\ufeff");
    this.#isStart &&= whole === "";
    return hasMark ? whole.slice(1) : whole;
  }

  end(): string {
    return this.#unit + (this.#byte === undefined ? "" : "\ufffd");
  }

  #units(bytes: Uint8Array): string {
    let text = "";
    for (const byte of bytes) {
      const first = this.#byte;
      this.#byte = first === undefined ? byte : undefined;
      if (first === undefined) continue;
      text += String.fromCharCode(this.#isLittle ? first | (byte << 8) : (first << 8) | byte);
    }
    return text;
  }
}

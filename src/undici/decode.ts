import { type Readable, Transform, type TransformCallback } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { Dispatcher } from "undici";

/** What a server may answer in, unless the caller says otherwise. */
export const ACCEPT_ENCODING = "gzip, deflate, br";

/** Makes the decoder for what begins with this byte. */
type DecoderFor = (firstByte: number) => Transform;

const DECODERS = new Map<string, DecoderFor>([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  // It is meant to come with a zlib header; some servers send it without.
  ["deflate", (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw())],
  ["br", () => createBrotliDecompress()],
]);

/** The body of an answer as it was before the server encoded it: undici hands over what comes. */
export function decodedBody({ body, headers }: Dispatcher.ResponseData): Readable {
  const decoderFor = DECODERS.get(String(headers["content-encoding"]).toLowerCase());
  if (decoderFor === undefined) return body;
  const decoder = new Decoder(decoderFor);
  body.on("error", (error) => decoder.destroy(error));
  decoder.on("close", () => body.destroy());
  return body.pipe(decoder);
}

/** Begins with the first byte: what has none is empty, whatever the headers say of its encoding. */
class Decoder extends Transform {
  readonly #decoderFor: DecoderFor;
  #decoder: Transform | undefined;

  constructor(decoderFor: DecoderFor) {
    super();
    this.#decoderFor = decoderFor;
  }

  override _transform(chunk: Buffer, encoding: BufferEncoding, callback: TransformCallback): void {
    this.#decoder ??= this.#start(chunk);
    this.#decoder.write(chunk, encoding, callback);
  }

  override _read(size: number): void {
    this.#decoder?.resume();
    super._read(size);
  }

  override _flush(callback: TransformCallback): void {
    if (this.#decoder === undefined) callback();
    else this.#decoder.once("end", callback).end();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#decoder?.destroy();
    callback(error);
  }

  #start([firstByte = 0]: Buffer): Transform {
    const decoder = this.#decoderFor(firstByte);
    decoder.on("data", (data) => this.push(data) || decoder.pause());
    return decoder.on("error", (error) => this.destroy(error));
  }
}

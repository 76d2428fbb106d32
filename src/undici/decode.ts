import { type Readable, Transform, type TransformCallback } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { Dispatcher } from "undici";

/** What a server may answer in, unless the caller says otherwise. */
export const ACCEPT_ENCODING = "gzip, deflate, br";

/** The body of an answer as it was before the server encoded it: undici hands over what comes. */
export function decodedBody({ body, headers, statusCode }: Dispatcher.ResponseData): Readable {
  const isEmpty = statusCode === 204 || headers["content-length"] === "0";
  const decoder = isEmpty ? undefined : decoderFor(String(headers["content-encoding"] ?? ""));
  if (decoder === undefined) return body;
  body.on("error", (error) => decoder.destroy(error));
  decoder.on("close", () => body.destroy());
  return body.pipe(decoder);
}

function decoderFor(encoding: string): Transform | undefined {
  switch (encoding.toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return new Inflate();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

/** `deflate` is meant to come with a zlib header; some servers send it without. The first byte tells. */
class Inflate extends Transform {
  #inflate: Transform | undefined;

  override _transform(chunk: Buffer, encoding: BufferEncoding, callback: TransformCallback): void {
    this.#inflate ??= this.#start(chunk);
    this.#inflate.write(chunk, encoding, callback);
  }

  override _read(size: number): void {
    this.#inflate?.resume();
    super._read(size);
  }

  override _flush(callback: TransformCallback): void {
    if (this.#inflate === undefined) callback();
    else this.#inflate.once("end", callback).end();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#inflate?.destroy();
    callback(error);
  }

  #start([first = 0]: Buffer): Transform {
    const inflate = (first & 0x0f) === 8 ? createInflate() : createInflateRaw();
    inflate.on("data", (data) => this.push(data) || inflate.pause());
    return inflate.on("error", (error) => this.destroy(error));
  }
}

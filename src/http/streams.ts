import { isBytes, isObject, isWebStream } from "./kinds.js";

/** A body as a web stream, whichever kind of stream the runtime's adapter hands over. */
export function toWebStream(body: unknown): ReadableStream<Uint8Array> {
  if (isWebStream(body)) return body;
  const chunks = isAsyncIterable(body) ? body[Symbol.asyncIterator]() : undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        const step = await chunks?.next();
        if (step === undefined || step.done) controller.close();
        else controller.enqueue(toBytes(step.value));
      },
      async cancel() {
        // A Node stream's iterator cannot be ended while it waits for a chunk; the stream itself can.
        if (isNodeStream(body)) body.destroy();
        else await chunks?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function isAsyncIterable(body: unknown): body is AsyncIterable<unknown> {
  return isObject(body) && Symbol.asyncIterator in body;
}

function isNodeStream(body: unknown): body is { destroy(): void } {
  return isAsyncIterable(body) && "destroy" in body && typeof body.destroy === "function";
}

/** A stream that a signal ends: it errs, and the one that it comes from is canceled. */
export function endedBy(
  signal: AbortSignal,
  stream: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream(
    {
      start(controller) {
        signal.addEventListener("abort", () => {
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** A chunk as bytes; streams of text hold strings. */
export function toBytes(chunk: unknown): Uint8Array {
  return isBytes(chunk) ? chunk : new TextEncoder().encode(String(chunk));
}

/** A blob of this realm: a `File` or `FormData` writes another's as "[object Blob]". */
export async function toOwnBlob(blob: object): Promise<Blob> {
  if (blob instanceof Blob) return blob;
  const { name = "", type, arrayBuffer } = Object(blob);
  return new File([await arrayBuffer.call(blob)], name, { type });
}

/** A whole stream. Unlike `new Response(stream).blob()` in Chromium, it rejects with the stream's own error. */
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const chunks: BlobPart[] = [];
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(new Uint8Array(step.value));
  }
  return new Blob(chunks);
}

import { decode } from "./blobs.js";
import { isArrayBuffer, isBytes, isObject, isWebStream } from "./kinds.js";
import { plainStream } from "./plain-stream.js";

/** Whether answers can be streams: in jsdom there are none, nor is there fetch; in React Native its answers are whole. */
export function hasStreams(): boolean {
  return typeof ReadableStream === "function" && typeof fetch === "function";
}

/**
 * A stream that is made while it is read.
 *
 * @param next Gives a chunk; `undefined` at the end.
 * @param cancel Ends what the chunks come from.
 * @param ended When it aborts, the stream errs with its reason, and is canceled.
 */
export function streamOf(
  next: () => Promise<Uint8Array | undefined>,
  cancel: (reason: unknown) => Promise<void>,
  ended?: AbortSignal,
): ReadableStream<Uint8Array> {
  if (!hasStreams()) return plainStream(next, cancel);
  return new ReadableStream(
    {
      start(controller) {
        ended?.addEventListener("abort", () => {
          controller.error(ended.reason);
          cancel(ended.reason).catch(() => {});
        });
      },
      async pull(controller) {
        const chunk = await next();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel,
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}

/** The next chunk as bytes; `undefined` at the end. */
export async function readChunk(
  reader: ReadableStreamDefaultReader<unknown>,
): Promise<Uint8Array | undefined> {
  const { done, value } = await reader.read();
  return done ? undefined : toBytes(value);
}

/** A stream that can be iterated over, also where the runtime's cannot. */
export type ByteStream = ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>;

/** Makes a stream one that can be iterated over: Safari's cannot. */
export function iterable(stream: ReadableStream<Uint8Array>): ByteStream {
  if (Symbol.asyncIterator in stream) return stream;
  return Object.assign<ReadableStream, AsyncIterable<Uint8Array>>(stream, {
    [Symbol.asyncIterator]: () => chunksOf(stream),
  });
}

/** Whoever leaves the loop cancels the stream. */
async function* chunksOf(stream: ReadableStream<unknown>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) yield chunk;
  } finally {
    // One that has ended is left as it is; one that has erred has said so.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** A body as a web stream, whichever kind of stream the runtime's adapter hands over, or bytes. */
export function toWebStream(body: unknown): ReadableStream<Uint8Array> {
  if (isWebStream(body)) return body;
  const chunks = chunksIn(body);
  const next = async () => {
    const step = await chunks?.next();
    return step === undefined || step.done ? undefined : toBytes(step.value);
  };
  return streamOf(next, async () => {
    // A Node stream's iterator cannot be ended while it waits for a chunk; the stream itself can.
    if (isNodeStream(body)) body.destroy();
    else await chunks?.return?.();
  });
}

function chunksIn(body: unknown): Iterator<unknown> | AsyncIterator<unknown> | undefined {
  if (isArrayBuffer(body)) return [new Uint8Array(body)].values();
  if (isBytes(body)) return [body].values();
  return isAsyncIterable(body) ? body[Symbol.asyncIterator]() : undefined;
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
  return streamOf(
    () => readChunk(reader),
    (reason) => reader.cancel(reason),
    signal,
  );
}

/** A chunk as bytes; streams of text hold strings. */
function toBytes(chunk: unknown): Uint8Array {
  return isBytes(chunk) ? chunk : new TextEncoder().encode(String(chunk));
}

/** A whole stream. Unlike `new Response(stream).blob()` in Chromium, it rejects with the stream's own error. */
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const chunks: BlobPart[] = [];
  for await (const chunk of chunksOf(stream)) chunks.push(new Uint8Array(chunk));
  return new Blob(chunks);
}

/** A whole stream as text. */
export function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  return decode(chunksOf(stream));
}

import { Readable } from "node:stream";
import type { InternalAxiosRequestConfig } from "axios";
import { isObject } from "../http/kinds.js";
import { escapeName } from "../http/multipart.js";
import { randomUuid } from "../http/uuid.js";

/** A file of a form, as far as it is sent: a `Blob` has a size, a stream has none. */
interface FilePart {
  name?: string;
  type: string;
  size?: number;
  stream(): ReadableStream<Uint8Array>;
}

/** A body that is a multipart form, and the headers that describe it. */
export interface Multipart {
  body: Readable;
  headers: Record<string, string>;
}

/** Milliseconds between two reports of how much was sent. */
const REPORT_EVERY_MS = 300;

type Report = InternalAxiosRequestConfig["onUploadProgress"];

/**
 * A form as a stream, read file by file: undici knows the forms of its own copy alone.
 *
 * @param report Is told how much of it was read.
 */
export function toMultipart(form: Iterable<[string, unknown]>, report?: Report): Multipart {
  const boundary = `form-${randomUuid()}`;
  const parts = [...form].map(([name, value]) => toPart(name, value, boundary));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const size = parts.reduce((sum, part) => sum + part.size, end.byteLength);
  const headers: Record<string, string> = {
    "content-type": `multipart/form-data; boundary=${boundary}`,
  };
  const total = Number.isFinite(size) ? size : undefined;
  if (total !== undefined) headers["content-length"] = String(total);
  const chunks = send(parts, end);
  const sent = report === undefined ? chunks : reported(chunks, total, report);
  return { body: Readable.from(sent, { objectMode: false }), headers };
}

interface Part {
  head: Buffer;
  content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Of head, content and line break; `NaN` where nobody knows. */
  size: number;
}

const LINE_BREAK = Buffer.from("\r\n");

async function* send(parts: Part[], end: Buffer): AsyncGenerator<Uint8Array> {
  for (const { head, content } of parts) {
    yield head;
    yield* content();
    yield LINE_BREAK;
  }
  yield end;
}

/** As axios reports: a few times a second, and at the end. */
async function* reported(
  chunks: AsyncIterable<Uint8Array>,
  total: number | undefined,
  report: NonNullable<Report>,
): AsyncGenerator<Uint8Array> {
  let loaded = 0;
  let bytes = 0;
  let last = Number.NEGATIVE_INFINITY;
  const tell = () => {
    last = performance.now();
    report({ loaded, total, bytes, lengthComputable: total !== undefined, upload: true });
    bytes = 0;
  };
  for await (const chunk of chunks) {
    yield chunk;
    loaded += chunk.byteLength;
    bytes += chunk.byteLength;
    if (performance.now() - last > REPORT_EVERY_MS) tell();
  }
  if (bytes > 0) tell();
}

function toPart(name: string, value: unknown, boundary: string): Part {
  const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`;
  if (!isFile(value)) {
    const head = Buffer.from(`${disposition}\r\n\r\n`);
    const text = Buffer.from(String(value));
    return { head, content: () => [text], size: head.byteLength + text.byteLength + 2 };
  }
  const type = value.type === "" ? "application/octet-stream" : value.type.replace(/[\r\n]/g, "");
  const fileName = escapeName(value.name ?? "blob");
  const head = Buffer.from(
    `${disposition}; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const size = head.byteLength + (value.size ?? Number.NaN) + LINE_BREAK.byteLength;
  return { head, content: () => value.stream(), size };
}

function isFile(value: unknown): value is FilePart {
  return isObject(value) && "stream" in value;
}

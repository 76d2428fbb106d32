import { allowedOrigin } from "./cors.js";
import type { FileStore, StoredFile } from "./files.js";
import { type Answer, errorPage, withHeaders } from "./http.js";

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=UTF-8",
  json: "application/json; charset=UTF-8",
  txt: "text/plain; charset=UTF-8",
  png: "image/png",
  jpg: "image/jpeg",
};

/**
 * The file below `/uploads` that a path names, whole or the range that was asked for, as Express
 * serves it. `undefined`: there is none.
 */
export function serveFile(path: string, files: FileStore, request: Request): Answer | undefined {
  const key = unescaped(/^\/uploads\/(.+)$/i.exec(path)?.[1] ?? "");
  const file = files.get(key);
  if (!file) return undefined;
  const answer = fileAnswer(key, file, request.headers.get("range"));
  // The local file service of Medusa does not allow this; the file services of real shops are set up to.
  return withHeaders(answer, ...allowedOrigin(request));
}

function fileAnswer(key: string, { bytes, modified }: StoredFile, range: string | null): Answer {
  const size = bytes.byteLength;
  const about: Answer["headers"] = [
    ["accept-ranges", "bytes"],
    ["cache-control", "public, max-age=0"],
    ["last-modified", new Date(modified).toUTCString()],
    ["etag", `W/"${size.toString(16)}-${Math.floor(modified).toString(16)}"`],
  ];
  const part = parseRange(range, size);
  if (part === "unsatisfiable") {
    const page = errorPage(416, "RangeNotSatisfiableError: Range Not Satisfiable");
    return withHeaders(page, ...about, ["content-range", `bytes */${size}`]);
  }
  const [start, end] = part ?? [0, size];
  const headers: Answer["headers"] = [
    ...about,
    ["content-type", contentType(key)],
    ["content-length", String(end - start)],
  ];
  if (part) headers.push(["content-range", `bytes ${start}-${end - 1}/${size}`]);
  return { status: part ? 206 : 200, headers, body: bytes.slice(start, end) };
}

// The first byte, and the one after the last, of `bytes=0-9`, `bytes=4-`, `bytes=-3`; of several ranges, the first.
function parseRange(
  range: string | null,
  size: number,
): [start: number, end: number] | "unsatisfiable" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)/.exec(range ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(Number(to) + 1, size);
  return start < end ? [start, end] : "unsatisfiable";
}

function contentType(key: string): string {
  const extension = key.slice(key.lastIndexOf(".") + 1).toLowerCase();
  return TYPES[extension] ?? "application/octet-stream";
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

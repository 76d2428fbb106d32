import { isAnotherFile, isFresh, isRangeWanted } from "./conditions.js";
import type { FileStore, StoredFile } from "./files.js";
import { type Answer, errorPage, htmlPage, notModified, withHeaders } from "./http.js";
import { parseRange } from "./ranges.js";

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=UTF-8",
  tsv: "text/tab-separated-values; charset=UTF-8",
  json: "application/json; charset=UTF-8",
  txt: "text/plain; charset=UTF-8",
  html: "text/html; charset=UTF-8",
  xml: "application/xml",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
};

/**
 * What a path below `/uploads` names, as Express serves it: a file, whole or the range that was asked for, or the way
 * into a folder. `undefined`: there is none. Express cleans the path, which so cannot leave the folder.
 */
export function serveFile(path: string, files: FileStore, request: Request): Answer | undefined {
  const rest = /^\/uploads(\/.*)?$/i.exec(path);
  const key =
    rest &&
    unescaped(rest[1] ?? "")
      ?.replace(/\/+/g, "/")
      .slice(1);
  if (key == null || isHidden(key) || key.endsWith("/")) return undefined;
  const file = files.get(key);
  if (file) return fileAnswer(key, file, request.headers);
  // The folder itself is served at its own slash, without an index.
  if (!files.hasFolder(key) || path.endsWith("/")) return undefined;
  return redirectTo(`${path}/${new URL(request.url).search}`);
}

function fileAnswer(key: string, { bytes, modified }: StoredFile, headers: Headers): Answer {
  const size = bytes.byteLength;
  const etag = `W/"${size.toString(16)}-${Math.floor(modified).toString(16)}"`;
  const lastModified = new Date(modified).toUTCString();
  const about: Answer["headers"] = [
    ["accept-ranges", "bytes"],
    ["cache-control", "public, max-age=0"],
    ["last-modified", lastModified],
    ["etag", etag],
  ];
  const validators = { etag, lastModified };
  if (isAnotherFile(headers, validators)) {
    return withHeaders(errorPage(412, "PreconditionFailedError: Precondition Failed"), ...about);
  }
  if (isFresh(headers, validators)) return notModified(about);
  const part = isRangeWanted(headers, validators)
    ? parseRange(headers.get("range"), size)
    : undefined;
  if (part === "unsatisfiable") {
    const page = errorPage(416, "RangeNotSatisfiableError: Range Not Satisfiable");
    return withHeaders(page, ...about, ["content-range", `bytes */${size}`]);
  }
  const [start, end] = part ?? [0, size];
  return {
    status: part ? 206 : 200,
    headers: [
      ...about,
      ["content-type", contentType(key)],
      ["content-length", String(end - start)],
      ...(part
        ? ([["content-range", `bytes ${start}-${end - 1}/${size}`]] satisfies Answer["headers"])
        : []),
    ],
    body: bytes.slice(start, end),
  };
}

function redirectTo(location: string): Answer {
  const page = htmlPage(
    301,
    "Redirecting",
    `Redirecting to ${location}`,
    "text/html; charset=UTF-8",
  );
  return withHeaders(page, ["location", location]);
}

function contentType(key: string): string {
  const extension = key.slice(key.lastIndexOf(".") + 1).toLowerCase();
  return TYPES[extension] ?? "application/octet-stream";
}

// Express serves no file whose own name begins with a dot, and follows no way up.
function isHidden(key: string): boolean {
  return /(^|\/)(\.[^/]*$|\.\.\/)/.test(key);
}

function unescaped(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

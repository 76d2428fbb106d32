import { randomUuid } from "./uuid.js";

/** A file of a form. */
interface FilePart {
  name: string;
  content: Blob;
}

/** A form as a blob: React Native's own forms hold files on disk, and no blobs. */
export function toMultipart(field: string, files: readonly FilePart[]): Blob {
  const boundary = `form-${randomUuid()}`;
  const parts = files.flatMap(({ name, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${escapeName(name)}"\r\n`,
    `Content-Type: ${content.type || "application/octet-stream"}\r\n\r\n`,
    content,
    "\r\n",
  ]);
  const type = `multipart/form-data; boundary=${boundary}`;
  return new Blob([...parts, `--${boundary}--\r\n`], { type });
}

/** As browsers write names (HTML, "multipart form data"). */
export function escapeName(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}

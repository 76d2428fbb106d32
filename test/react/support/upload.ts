import type { InternalAxiosRequestConfig } from "axios";
import { Request as NodeRequest } from "undici";

const BOUNDARY = "----the-end-of-the-file";

/**
 * The request of an upload, as Node's: happy-dom's forms lose their files on the way. It tells of its progress as a browser
 * does, half of it and all.
 */
export async function uploadOf(config: InternalAxiosRequestConfig): Promise<Request> {
  const parts: Uint8Array[] = [];
  for (const [field, file] of config.data) {
    const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`;
    parts.push(Buffer.from(head));
    for await (const chunk of file.stream()) parts.push(chunk);
    parts.push(Buffer.from(`\r\n--${BOUNDARY}--\r\n`));
  }
  for (const loaded of [50, 100]) {
    config.onUploadProgress?.({ loaded, total: 100, bytes: 50, lengthComputable: true });
  }
  const headers = Object.entries(config.headers.toJSON())
    .filter(([name]) => !/^content-/i.test(name))
    .map(([name, value]): [string, string] => [name, String(value)]);
  const request: unknown = new NodeRequest(`${config.baseURL ?? ""}${config.url}`, {
    method: "POST",
    headers: [...headers, ["content-type", `multipart/form-data; boundary=${BOUNDARY}`]],
    body: Buffer.concat(parts),
  });
  return request as Request;
}

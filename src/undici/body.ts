import { PassThrough, type Readable } from "node:stream";
import type { InternalAxiosRequestConfig } from "axios";
import type { Dispatcher } from "undici";
import { isObject, tagOf } from "../http/kinds.js";
import { ACCEPT_ENCODING } from "./decode.js";
import { toMultipart } from "./multipart.js";

/** Body and headers of a request, as undici takes them. */
export function toBody({
  data,
  headers,
  onUploadProgress,
}: InternalAxiosRequestConfig): Pick<Dispatcher.RequestOptions, "body" | "headers"> {
  const own = toHeaders(headers);
  if (isPackagesForm(data)) {
    // A stream of an older kind than undici's.
    const body = data.pipe(new PassThrough());
    data.on("error", (error) => body.destroy(error));
    return { body, headers: { ...own, ...data.getHeaders() } };
  }
  if (isForm(data)) {
    const { body, headers: form } = toMultipart(data, onUploadProgress);
    return { body, headers: { ...own, ...form } };
  }
  return { body: data === undefined ? null : data, headers: own };
}

/** A form of the package `form-data`. */
interface PackagesForm extends NodeJS.EventEmitter {
  pipe(target: PassThrough): Readable;
  getHeaders(): Record<string, string>;
}

function isPackagesForm(data: unknown): data is PackagesForm {
  return isObject(data) && "getHeaders" in data && "pipe" in data;
}

/** A `FormData`, or the SDK's form with streams in it, perhaps of another copy of the package. */
function isForm(data: unknown): data is Iterable<[string, unknown]> {
  return tagOf(data) === "FormData";
}

function toHeaders(given: object): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": ACCEPT_ENCODING };
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== undefined && value !== false) {
      headers[name.toLowerCase()] = String(value);
    }
  }
  return headers;
}

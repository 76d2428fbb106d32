import { invalidArgument, messageOf } from "../errors.js";
import { StreamForm } from "./form.js";
import { isArrayBuffer, isBlob, isObject, isWebStream, tagOf } from "./kinds.js";

/** A request's body: text, bytes, a form, a stream of the runtime's, or none. */
export type Body = string | object | undefined;

/**
 * Encodes a payload: forms, blobs and streams stay what they are, bytes become an `ArrayBuffer`, which
 * every adapter sends, and everything else becomes JSON.
 *
 * @throws MedusaInvalidRequestError for what would arrive as something else.
 */
export function encodeBody(payload: unknown): Body {
  if (payload === undefined || isStream(payload) || isForm(payload) || isBlob(payload)) {
    return payload;
  }
  if (isSearchParams(payload)) return payload.toString();
  if (isArrayBuffer(payload)) return payload;
  if (ArrayBuffer.isView(payload)) return toArrayBuffer(payload);
  if (isWebStream(payload)) {
    throw invalidArgument(
      "A web stream cannot be sent by every runtime: pass await new Response(stream).blob(), or Node's Readable.fromWeb(stream).",
    );
  }
  return toJson(payload);
}

/** The media type of an encoded payload; that of a form names a boundary, which only the adapter knows. */
export function contentTypeOf(payload: unknown, body: Body): string | undefined {
  if (isBlob(body)) return body.type || "application/octet-stream";
  if (isArrayBuffer(body)) return "application/octet-stream";
  if (typeof body !== "string") return undefined;
  return isSearchParams(payload) ? "application/x-www-form-urlencoded" : "application/json";
}

/** Whether a body can be sent a second time. A form of files can: they are read anew. */
export function isReplayable(body: Body): boolean {
  return body instanceof StreamForm ? body.replayable : !isStream(body);
}

/** A Node stream, the `form-data` package's forms among them. */
function isStream(payload: unknown): payload is object {
  return isObject(payload) && "pipe" in payload && typeof payload.pipe === "function";
}

function isForm(payload: unknown): payload is FormData | StreamForm {
  return tagOf(payload) === "FormData";
}

function isSearchParams(payload: unknown): payload is URLSearchParams {
  return tagOf(payload) === "URLSearchParams";
}

function toArrayBuffer({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBuffer {
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

function toJson(payload: unknown): string {
  try {
    const json = JSON.stringify(payload);
    if (json !== undefined && !isLost(payload, json)) return json;
  } catch (cause) {
    throw invalidArgument(`The payload cannot be written as JSON: ${messageOf(cause)}`);
  }
  throw invalidArgument(
    `The payload is a ${tagOf(payload)}, and as JSON nothing would be left of it.`,
  );
}

/** JSON writes a Map, a Set or a promise as {}, and NaN as null. */
function isLost(payload: unknown, json: string): boolean {
  if (json === "null") return payload !== null;
  return json === "{}" && !isPlain(Object(payload)) && !("toJSON" in Object(payload));
}

/** Of whichever realm: the prototype of its prototype is none. */
function isPlain(payload: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(payload);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

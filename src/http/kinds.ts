// What a value is, by what it says of itself: `instanceof` knows nothing of other realms, and in Jest
// Node's own values come from one.

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** An object with keys of its own, as JSON writes one. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

/** A `Blob` or a `File`. React Native's do not say what they are. */
export function isBlob(value: unknown): value is Blob {
  if (/^(?:Blob|File)$/.test(tagOf(value))) return true;
  return isObject(value) && "slice" in value && "size" in value && "type" in value;
}

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === "ArrayBuffer";
}

export function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return tagOf(value) === "Uint8Array";
}

export function isWebStream(value: unknown): value is ReadableStream<Uint8Array> {
  return tagOf(value) === "ReadableStream";
}

export function isDate(value: unknown): value is Date {
  return tagOf(value) === "Date";
}

export function isSignal(value: unknown): value is AbortSignal {
  return tagOf(value) === "AbortSignal";
}

export function isUrl(value: unknown): value is URL {
  return tagOf(value) === "URL";
}

export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

import { type Answer, errorPage, STATUS_TEXTS } from "./http.js";

/** The largest JSON body that the server reads: bytes. */
export const MAX_JSON_BYTES = 100 * 1024;

/** A body that Express refused before Medusa saw the request. */
export class UnreadableBody extends Error {
  readonly answer: Answer;

  constructor(status: number, message: string, production: boolean) {
    super(message);
    // In production mode Express does not say what went wrong.
    this.answer = errorPage(status, production ? (STATUS_TEXTS[status] ?? message) : message);
  }
}

const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const PARAMETER = `; *${TOKEN} *= *(?:"(?:[^"\\\\]|\\\\.)*"|${TOKEN}) *`;
const JSON_TYPE = new RegExp(`^ *application/json *(?:${PARAMETER})*$`, "i");

/**
 * The JSON body of a request, unzipped; `{}` for an empty one and for all other content types, also for those that
 * are not well formed: nobody parses them.
 *
 * @throws {UnreadableBody} malformed: 400; larger than {@link MAX_JSON_BYTES}: 413; not in a UTF, or zipped in a way
 * that the server does not know: 415
 */
export async function readJsonBody(request: Request, production: boolean): Promise<unknown> {
  const refusal = (status: number, message: string) =>
    new UnreadableBody(status, message, production);
  const type = request.headers.get("content-type") ?? "";
  // Where requests show no body, it is undefined, not null.
  if (request.body === null || !JSON_TYPE.test(type)) return {};
  const decoder = decoderOf(type);
  if (typeof decoder === "string") {
    throw refusal(415, `UnsupportedMediaTypeError: unsupported charset "${decoder.toUpperCase()}"`);
  }
  const encoding = request.headers.get("content-encoding")?.toLowerCase() || "identity";
  if (!/^(identity|gzip|deflate)$/.test(encoding)) {
    const what = `unsupported content encoding "${encoding}"`;
    throw refusal(415, `UnsupportedMediaTypeError: ${what}`);
  }
  const bytes = await unzipped(request, encoding).catch(() => {
    throw refusal(400, "Error: incorrect header check");
  });
  if (bytes.byteLength > MAX_JSON_BYTES) {
    throw refusal(413, "PayloadTooLargeError: request entity too large");
  }
  const text = decoder.decode(bytes);
  try {
    return text === "" ? {} : parseStrictly(text);
  } catch (error) {
    throw refusal(400, String(error));
  }
}

// The charset itself, if it is none that the server reads.
function decoderOf(type: string): TextDecoder | string {
  const charset = /; *charset *= *"?([^";]*)/i.exec(type)?.[1]?.trim() || "utf-8";
  if (!/^utf-/i.test(charset)) return charset;
  try {
    return new TextDecoder(charset);
  } catch {
    return charset;
  }
}

// Express takes objects and arrays only.
function parseStrictly(text: string): unknown {
  if (/^\s*[[{]/.test(text)) return JSON.parse(text);
  throw new SyntaxError(`Unexpected token '${text.trim().charAt(0)}', "${text}" is not valid JSON`);
}

async function unzipped(request: Request, encoding: string): Promise<ArrayBuffer> {
  const isZipped = encoding === "gzip" || encoding === "deflate";
  if (!isZipped || !request.body) return request.arrayBuffer();
  return new Response(request.body.pipeThrough(new DecompressionStream(encoding))).arrayBuffer();
}

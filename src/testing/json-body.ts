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

/**
 * The JSON body of a request, unzipped; `{}` for an empty one and for all other content types, which
 * nobody parses.
 *
 * @throws {UnreadableBody} malformed: 400; larger than {@link MAX_JSON_BYTES}: 413
 */
export async function readJsonBody(request: Request, production: boolean): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return {};
  const bytes = await new Response(unzipped(request)).arrayBuffer();
  if (bytes.byteLength > MAX_JSON_BYTES) {
    throw new UnreadableBody(413, "PayloadTooLargeError: request entity too large", production);
  }
  const text = new TextDecoder().decode(bytes);
  try {
    return text === "" ? {} : parseStrictly(text);
  } catch (error) {
    throw new UnreadableBody(400, String(error), production);
  }
}

// Express takes objects and arrays only.
function parseStrictly(text: string): unknown {
  if (/^\s*[[{]/.test(text)) return JSON.parse(text);
  throw new SyntaxError(`Unexpected token '${text.trim().charAt(0)}', "${text}" is not valid JSON`);
}

function unzipped({ body, headers }: Request): ReadableStream | null {
  const isZipped = headers.get("content-encoding") === "gzip";
  return body && isZipped ? body.pipeThrough(new DecompressionStream("gzip")) : body;
}

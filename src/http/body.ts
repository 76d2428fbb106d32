import { invalidArgument } from "../errors.js";
import { StreamForm } from "./form.js";

/** A request's body: JSON as text, a form, a stream of the runtime's, or none. */
export type Body = string | object | undefined;

/** Encodes a payload: forms and streams stay what they are, everything else becomes JSON. */
export function encodeBody(payload: unknown): Body {
  if (payload === undefined || isForm(payload) || isStream(payload)) return payload;
  const json = toJson(payload);
  if (json === undefined) throw invalidArgument(`A ${typeof payload} is no payload.`);
  return json;
}

/** Whether a body can be sent a second time. A form of files can: they are read anew. */
export function isReplayable(body: Body): boolean {
  return !isStream(body) && !isStreamForm(body);
}

function isStreamForm(payload: unknown): payload is StreamForm {
  return payload instanceof StreamForm;
}

function isForm(payload: unknown): payload is FormData | StreamForm {
  return payload instanceof FormData || isStreamForm(payload);
}

/** A Node stream, the `form-data` package's forms among them. */
function isStream(payload: unknown): payload is object {
  return (
    typeof payload === "object" &&
    payload !== null &&
    "pipe" in payload &&
    typeof payload.pipe === "function"
  );
}

function toJson(payload: unknown): string | undefined {
  try {
    return JSON.stringify(payload);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalidArgument(`The payload cannot be written as JSON: ${reason}`);
  }
}

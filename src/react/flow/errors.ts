/** What was thrown, as an error: some throw texts. */
export function toError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(String(thrown));
}

/** Also one of another realm, which `instanceof` does not know. */
function isError(value: unknown): value is Error {
  return typeof Object(value).message === "string";
}

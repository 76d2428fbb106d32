/** What stands in a text in place of a secret. */
export const REDACTED = "[redacted]";

/** A text without secrets, in the spellings that a server may echo them in. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(spellings)
    .reduce((kept, secret) => kept.replaceAll(secret, REDACTED), text);
}

/** As it is, as JSON writes it (once or twice), and as a URL or a cookie does. */
function spellings(secret: string): string[] {
  const json = inJson(secret);
  const all = [secret, json, inJson(json), encodeURIComponent(secret), decode(secret)];
  return [...new Set(all)].filter((spelling) => spelling !== "");
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import type { Failure, ServerError } from "./failure.js";
import { isObject } from "./kinds.js";

/** What stands in a text in place of a secret. */
const REDACTED = "[redacted]";

/** A shorter value is in every text: a load balancer's cookie `lb=1` would take each 1 out of it. */
const MIN_SECRET_LENGTH = 8;

/** Deeper than this, no answer says anything to people, and `JSON.stringify` gives up. */
const MAX_DEPTH = 100;

/** The keys under which Medusa discloses credentials: every login and `expand=created_by_user` do. */
const DISCLOSED = "api_token|access_token|password_hash";

/** Those, and the one under which a request that is echoed does. */
const SECRET = `${DISCLOSED}|password`;
const DISCLOSED_IN_TEXT = new RegExp(DISCLOSED);
const DISCLOSED_KEY = new RegExp(`^(?:${DISCLOSED})$`);
const SECRET_KEY = new RegExp(`^(?:${SECRET})$`);

/**
 * A secret by its key, in what is no JSON, or JSON in a string: a quoted value, up to the quote that is
 * as escaped as the first one, or to the end; and a value as URLs and Postgres write it. The count is
 * limited: a hostile value of some MB would overflow the stack of the runtime's matcher.
 */
const KEYED = [
  `((?:${SECRET})(?:\\\\*["'])?\\s*[:=]\\s*(\\\\*)(["']))(?:[^\\\\"']+|(?!\\2?\\3)(?:\\\\+["']?|["'])){0,9999}`,
  `((?:${SECRET})\\)?=\\(?)[^\\s"'&;,<>)]+`,
];

/** Types and codes of Medusa's: never a generated secret, and what programs decide on. */
const WORD = /^[a-z_]+$/;

type Redact = (text: string) => string;

/** Rids texts of secrets, in the spellings that a server may echo them in, and of what stands under a secret's key. */
export function redactor(secrets: readonly string[]): Redact {
  const spelled = secrets
    .flatMap(spellings)
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // One pass: of two, the second could garble what the first has put in place.
  const pattern = new RegExp([...spelled, ...KEYED].join("|"), "g");
  return (text) =>
    text.replace(pattern, (_, quoted = "", _escape, _quote, bare = "") => quoted + bare + REDACTED);
}

/** A failure without secrets. What programs decide on was decided before: it stays. */
export function redactFailure(failure: Failure, secrets: readonly string[]): Failure {
  const redact = redactor(secrets);
  const { detail, cause, said, response } = failure;
  return {
    ...failure,
    detail: redact(detail),
    cause: cause && Object.assign(new Error(redact(cause.message)), cause),
    said: said && redactServerError(said, redact),
    response: response && {
      status: response.status,
      statusText: redact(response.statusText),
      headers: mapValues(response.headers, redact),
      data: redactData(response.data, redact),
    },
  };
}

/**
 * Leaves credentials readable by name, and out of everything that enumerates: logs, copies, JSON.
 *
 * @param json The value's text. Most hold none, and to look there costs less than to go through the value.
 */
export function concealSecrets(value: object, json: string): void {
  if (!DISCLOSED_IN_TEXT.test(json)) return;
  const open = [value];
  for (const node of open) {
    for (const [key, member] of Object.entries(node)) {
      if (DISCLOSED_KEY.test(key)) Object.defineProperty(node, key, { enumerable: false });
      else if (isObject(member)) open.push(member);
    }
  }
}

function redactServerError({ message, type, code, ...rest }: ServerError, redact: Redact) {
  const word = (text?: string) => (text === undefined || WORD.test(text) ? text : redact(text));
  return { ...rest, message: redact(message), type: word(type), code: word(code) };
}

function redactData(data: unknown, redact: Redact, depth = 0): unknown {
  if (typeof data === "string") return redact(data);
  if (!isObject(data)) return data;
  if (depth === MAX_DEPTH) return REDACTED;
  if (Array.isArray(data)) return data.map((item) => redactData(item, redact, depth + 1));
  const members = Object.entries(data).map(([key, member]) => [
    redact(key),
    SECRET_KEY.test(key) ? REDACTED : redactData(member, redact, depth + 1),
  ]);
  return Object.fromEntries(members);
}

function mapValues(texts: Record<string, string>, map: Redact): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, map(text)]));
}

/** As it is, as JSON writes it (once or twice), and as a URL or a cookie does, of which servers take the quotes. */
function spellings(quoted: string): string[] {
  const secret = quoted.replace(/^"|"$/g, "");
  if (secret.length < MIN_SECRET_LENGTH) return [];
  const json = inJson(secret);
  const all = [
    secret,
    json,
    inJson(json),
    converted(secret, encodeURIComponent),
    converted(secret, decodeURIComponent),
  ];
  return [...new Set(all)].filter(({ length }) => length >= MIN_SECRET_LENGTH);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Half a surrogate pair cannot be encoded, and not every text is an encoded one. */
function converted(text: string, convert: (text: string) => string): string {
  try {
    return convert(text);
  } catch {
    return text;
  }
}

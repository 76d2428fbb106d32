import { isRecord } from "../http/kinds.js";
import { invalidData, unknownError } from "./api-error.js";

/** What a property must be, and what the server says if it is not. */
export type Rule = readonly [isValid: (value: unknown) => boolean, complaint: string];

/** A property's rules; all broken ones are told. */
export type Rules = Readonly<Record<string, readonly Rule[]>>;

export const isText = (value: unknown) => typeof value === "string";
export const isOptionalBoolean = (value: unknown) => value == null || typeof value === "boolean";
export const isNotEmpty = (value: unknown) => value !== "" && value != null;
export const isEmail = (value: unknown) =>
  typeof value === "string" && /^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(value);

/**
 * A copy of the body, if it has the properties that the rules know, and no others.
 *
 * @throws {FakeApiError} 400 with all complaints
 */
export function validated(original: unknown, rules: Rules): Record<string, unknown> {
  if (!isRecord(original)) {
    throw invalidData("an unknown value was passed to the validate function");
  }
  const body = mapped(original, copied);
  const unknown = Object.keys(body).filter((key) => !(key in rules));
  const complaints = [
    ...unknown.map((key) => `property ${key} should not exist`),
    ...Object.entries(rules).flatMap(([key, list]) =>
      list.filter(([isValid]) => !isValid(body[key])).map(([, complaint]) => `${key} ${complaint}`),
    ),
  ];
  if (complaints.length > 0) throw invalidData(complaints.join(", "));
  return body;
}

// Medusa's validator takes a body apart and makes it anew: `__proto__` gets lost on the way, and a `constructor` below
// the top is called.
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isRecord(value)) return value;
  if (Object.hasOwn(value, "constructor") && value.constructor) throw unknownError();
  return mapped(value, copied);
}

function mapped(
  record: Record<string, unknown>,
  map: (value: unknown) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(record).filter(
    ([key]) => key !== "__proto__" && key !== "constructor",
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value)]));
}

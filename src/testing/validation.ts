import { isRecord } from "../http/kinds.js";
import { invalidData } from "./api-error.js";

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
 * The body, if it has the properties that the rules know, and no others.
 *
 * @throws {FakeApiError} 400 with all complaints
 */
export function validated(body: unknown, rules: Rules): Record<string, unknown> {
  if (!isDictionary(body))
    throw invalidData("an unknown value was passed to the validate function");
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

function isDictionary(body: unknown): body is Record<string, unknown> {
  return isRecord(body);
}

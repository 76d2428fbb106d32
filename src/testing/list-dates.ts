import { isRecord } from "../http/kinds.js";
import { invalidData, unknownError } from "./api-error.js";
import { databaseInstant } from "./database-dates.js";

const OPERATORS = ["lt", "gt", "lte", "gte"] as const;

/** A comparison with an instant, in milliseconds since 1970. */
export type DateBound = [operator: (typeof OPERATORS)[number] | "eq", instant: number];

/** `null`: not set. Otherwise: all bounds hold. */
export type DateFilter = DateBound[] | null;

/**
 * Reads the filter of `created_at`, the only one that Medusa validates before it asks its database.
 *
 * @throws {FakeApiError} 400 for what it validates, 500 for what the database refuses: most Unix seconds
 */
export function parseCreatedAt(value: unknown): DateBound[] | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) {
    throw createdAtError(["an unknown value was passed to the validate function"]);
  }
  const complaints = Object.entries(value).flatMap(([operator, bound]) => {
    if (!isOperator(operator)) return [`property ${operator} should not exist`];
    return Number.isNaN(instantOf(bound)) ? [`${operator} must be a Date instance`] : [];
  });
  if (complaints.length > 0) throw createdAtError(complaints);
  // The validated copy is thrown away: the text itself goes to the database.
  return boundsOf(value, databaseInstant);
}

/**
 * Reads the filter of any other date. Nothing is validated: what is wrong is a 500.
 *
 * @throws {FakeApiError} 500
 */
export function parseTimestamp(value: unknown): DateFilter {
  if (value === "null") return null;
  if (isRecord(value)) return boundsOf(value, instantOf);
  return [["eq", Array.isArray(value) ? oneOf(value) : databaseInstant(value)]];
}

/** Whether an instant (in the unit of the bound's) satisfies a bound. */
export function satisfies(instant: number, [operator, bound]: DateBound): boolean {
  switch (operator) {
    case "lt":
      return instant < bound;
    case "lte":
      return instant <= bound;
    case "gt":
      return instant > bound;
    case "gte":
      return instant >= bound;
    case "eq":
      return instant === bound;
  }
}

function boundsOf(value: Record<string, unknown>, read: (bound: unknown) => number): DateBound[] {
  return Object.entries(value).map(([operator, bound]): DateBound => {
    const instant = read(bound);
    if (!isOperator(operator) || Number.isNaN(instant)) throw unknownError();
    return [operator, instant];
  });
}

// Medusa's transformDate: a date, or else Unix seconds. Milliseconds end up in the year 55,000, an empty text in 1970.
function instantOf(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  const date = Date.parse(value);
  return new Date(Number.isNaN(date) ? Number(value) * 1000 : date).getTime();
}

// Several values match nothing, if the database can read each of them.
function oneOf(values: unknown[]): number {
  for (const value of values) if (value !== "null") databaseInstant(value);
  return Number.NaN;
}

function createdAtError(complaints: string[]) {
  const details = { DateComparisonOperator: complaints.join(", ").split(",") };
  return invalidData(
    JSON.stringify({ message: "created_at must be one of: DateComparisonOperator", details }),
  );
}

function isOperator(text: string): text is (typeof OPERATORS)[number] {
  return OPERATORS.some((operator) => operator === text);
}

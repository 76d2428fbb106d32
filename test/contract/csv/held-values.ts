import type { Changes } from "./changes.js";
import { USUAL } from "./changes.js";

/**
 * Every value that came into the database with a file, as text: of the new rows and of the changed
 * ones, and what every new row has. An option is there with and without its title, a price in the
 * smallest unit and in the usual one.
 */
export function heldValues(changed: Changes): Set<string> {
  const values = [...leaves(changed), ...Object.values(USUAL).map(String)];
  return new Set(values.flatMap((value) => [value, value.replace(/^.*?: /s, "")]));
}

function leaves(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [String(value)];
  return Object.entries(value).flatMap(([column, inner]) =>
    column === "amount" ? [String(inner), String(Number(inner) / 100)] : leaves(inner),
  );
}

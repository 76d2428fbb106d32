import type { Typed } from "../../csv/read/typed.js";
import type { Column, ColumnKind } from "../../csv/schema/column.js";
import { PRODUCT_IMPORT } from "../../csv/schema/product-import.js";
import {
  integerOf,
  MAX_INTEGER,
  MIN_INTEGER,
  STATUSES,
  textOf,
  withoutQuotes,
} from "../../csv/schema/values.js";
import type { Cell } from "../shop.js";

/** What the database makes of a value, by the kind of its column. */
const STORES: { readonly [K in ColumnKind]?: (value: Typed) => Cell } = {
  handle: toText,
  text: toText,
  thumbnail: toText,
  integer: toInteger,
  boolean: (value) => (value === null ? null : value === true),
  status: toStatus,
};

/** The columns of the database, but for the ids. */
const COLUMNS = {
  product: PRODUCT_IMPORT.filter(
    ({ kind, of }) => kind === "handle" || (kind in STORES && of === "product"),
  ),
  product_variant: PRODUCT_IMPORT.filter(
    ({ kind, of }) => kind !== "handle" && kind in STORES && of === "variant",
  ),
};

/**
 * The fields of a product or a variant as the database takes them.
 *
 * @throws {Error} with its words about what it does not take
 */
export function toFields(
  given: Readonly<Record<string, Typed>>,
  relation: keyof typeof COLUMNS,
  isNew: boolean,
): Record<string, Cell> {
  const fields: Record<string, Cell> = {};
  for (const { kind, field } of COLUMNS[relation]) {
    const value = given[field];
    if (value !== undefined) fields[field] = STORES[kind]?.(unquoted(value)) ?? null;
  }
  const isMissing = ({ field, needs }: Column) =>
    field in fields ? fields[field] === null && needs !== undefined : isNew && needs === "value";
  const missing = COLUMNS[relation].find(isMissing);
  if (missing) throw emptyField(missing.field, relation);
  return fields;
}

/** The fields that are not empty. */
export function filled<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The fields that change something in a row: what a fake's row does not have is as empty as what is `null`. */
export function changes<T>(row: object, fields: Readonly<Record<string, T>>): Record<string, T> {
  const old = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => value !== (old.get(field) ?? null)),
  );
}

/** A text without the quotes in which the server's exports put some. */
export function unquoted(value: Typed): Typed {
  return typeof value === "string" ? withoutQuotes(value) : value;
}

/** A value in a column of text. */
export function toText(value: Typed): string | null {
  const text = textOf(value);
  if (text?.includes("\0")) throw new Error('invalid byte sequence for encoding "UTF8": 0x00');
  return text;
}

/** A value in a column of integers. */
export function toInteger(value: Typed): number | null {
  const text = toText(value);
  if (text === null) return null;
  const integer = integerOf(text);
  if (Number.isNaN(integer)) throw new Error(`invalid input syntax for type integer: "${text}"`);
  if (integer <= MAX_INTEGER && integer >= MIN_INTEGER) return integer;
  throw new Error(`value "${text}" is out of range for type integer`);
}

/** What the database says where there is nothing and must be something. */
export function emptyField(field: string, relation: string): Error {
  return new Error(
    `null value in column "${field}" of relation "${relation}" violates not-null constraint`,
  );
}

/** What the database says of what is there already. */
export function duplicateKey(index: string): Error {
  return new Error(`duplicate key value violates unique constraint "${index}"`);
}

function toStatus(value: Typed): string | null {
  const status = toText(value);
  if (status === null || STATUSES.includes(status)) return status;
  throw new Error(`invalid input value for enum product_status_enum: "${status}"`);
}

import type { Typed } from "../read/typed.js";
import type { ColumnKind, FileColumn } from "../schema/column.js";
import { toSmallestUnit } from "../schema/money.js";
import type { Shop } from "../shop.js";
import { priceColumnOf } from "./prices.js";
import { indexOf, type Values } from "./values.js";

/** A cell in the JSON of a row. */
export interface LineCell {
  index: number;
  kind: ColumnKind;
  of: "product" | "variant";
}

/** Takes the parts of a row's JSON, in their order. */
export interface LineWriter {
  /** What the server adds to the cells: ASCII. */
  raw(json: string): void;
  cell(value: Typed, cell: LineCell): void;
}

/** Writes the JSON of what the server makes of a row, key by key in the server's order. */
export type WriteLine = (values: Values, isFirst: boolean, to: LineWriter) => void;

// Ids that are not known are as long as all those that Medusa makes.
const ULID = "0".repeat(26);
const PROFILE = `,"product.profile_id":"sp_${ULID}"}`;

/** How the server writes the rows below a header; of what it refuses, only nearly so. */
export function lineWriter(columns: readonly FileColumn[], shop: Shop | undefined): WriteLine {
  const byKey = new Map<string, FileColumn[]>();
  for (const column of columns) {
    const key = keyOf(column);
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), column]);
  }
  const keys = [...byKey].map(([key, under]) => ({
    name: `${JSON.stringify(key)}:`,
    has: hasCell(under),
    write: writeValue(under, columns, shop),
  }));
  return (values, isFirst, to) => {
    let separator = "{";
    for (const { name, has, write } of keys) {
      if (!has(values)) continue;
      to.raw(separator);
      to.raw(name);
      write(values, to);
      separator = ",";
    }
    // The server adds it to the row itself, which then stands in two files.
    to.raw(isFirst ? PROFILE : "}");
  };
}

/** The key under which the server keeps a cell; `undefined` for what it does not keep. */
export function keyOf({ name, column }: FileColumn): string | undefined {
  // The server finds these in an object that has them from the start, and keeps them under their own names.
  if (column === undefined) return name in {} && name !== "__proto__" ? name : undefined;
  if (column.kind === "handle") return "product.handle";
  if (column.kind === "profile") return "__not_supported__";
  return column.field === "" ? undefined : `${column.of}.${column.field}`;
}

/** Of no cell there is no key, and of an empty type neither. */
function hasCell(columns: readonly FileColumn[]): (values: Values) => boolean {
  const isType = columns[0]?.column?.kind === "type";
  return (values) =>
    columns.some(({ index }) => values[index] !== undefined && !(isType && values[index] === null));
}

/** Writes what is under a key: a list of all its columns' cells that are filled, or the last one's cell. */
function writeValue(
  under: readonly FileColumn[],
  columns: readonly FileColumn[],
  shop: Shop | undefined,
): (values: Values, to: LineWriter) => void {
  const items = under.map((column) => itemOf(column, columns, shop));
  if (items[0] === undefined) {
    const last = [...under].reverse().map((column) => ({ column, has: hasCell([column]) }));
    const writers = last.map(({ column, has }) => ({ has, write: writeCell(column) }));
    return (values, to) => writers.find(({ has }) => has(values))?.write(values, to);
  }
  return (values, to) => {
    let separator = "[";
    under.forEach(({ index }, at) => {
      if (values[index] === undefined || values[index] === null) return;
      to.raw(separator);
      items[at]?.(values, to);
      separator = ",";
    });
    to.raw(separator === "[" ? "[]" : "]");
  };
}

function writeCell({ index, column }: FileColumn): (values: Values, to: LineWriter) => void {
  const cell = cellOf(index, column);
  if (column?.kind !== "tags") return (values, to) => to.cell(values[index] ?? null, cell);
  return (values, to) => {
    const value = values[index] ?? null;
    if (!value) {
      to.cell(value, cell);
      return;
    }
    String(value)
      .split(",")
      .forEach((tag, at) => {
        to.raw(at === 0 ? '[{"value":' : ',{"value":');
        to.cell(tag, cell);
        to.raw("}");
      });
    to.raw("]");
  };
}

/** What the server makes of a filled cell in a list; `undefined` for cells that are in none. */
function itemOf(
  { name, index, column }: FileColumn,
  columns: readonly FileColumn[],
  shop: Shop | undefined,
): ((values: Values, to: LineWriter) => void) | undefined {
  const cell = cellOf(index, column);
  const within = (key: string) => (values: Values, to: LineWriter) => {
    to.raw(`{"${key}":`);
    to.cell(values[index] ?? null, cell);
    to.raw("}");
  };
  switch (column?.kind) {
    case "image":
      return (values, to) => to.cell(values[index] ?? null, cell);
    case "optionName":
      return within("title");
    case "category":
      return within("handle");
    case "channel":
    case "channelDescription":
      return within(column.name.replace(/^.* /, "").toLowerCase());
    case "optionValue":
      return writeOption(cell, indexOf(`${name.slice(0, -6)} Name`, columns));
    case "regionPrice":
    case "currencyPrice":
      return writePrice({ name, index, column }, shop);
    default:
      return undefined;
  }
}

function writeOption(cell: LineCell, nameAt: number | undefined) {
  return (values: Values, to: LineWriter): void => {
    to.raw('{"value":');
    to.cell(values[cell.index] ?? null, cell);
    const name = nameAt === undefined ? undefined : values[nameAt];
    if (nameAt !== undefined && name !== undefined) {
      to.raw(',"_title":');
      to.cell(name, { index: nameAt, kind: "optionName", of: "variant" });
    }
    to.raw("}");
  };
}

function writePrice(column: FileColumn, shop: Shop | undefined) {
  const { region, currency } = priceColumnOf(column, shop) ?? { currency: "" };
  const id = shop?.regions.find(({ name }) => name === region)?.id ?? `reg_${ULID}`;
  // Of a currency's column, the server keeps the code as it is written.
  const code = region === undefined ? (column.name.trim().split(" ")[1] ?? "") : currency;
  const rest = region === undefined ? "" : `,"region_id":${JSON.stringify(id)}`;
  const end = `${rest},"currency_code":${JSON.stringify(code)}}`;
  return (values: Values, to: LineWriter): void => {
    const amount = toSmallestUnit(Number.parseFloat(String(values[column.index])), currency);
    to.raw(`{"amount":${JSON.stringify(amount)}`);
    to.raw(end);
  };
}

const LISTED: readonly (ColumnKind | undefined)[] = [
  "optionName",
  "optionValue",
  "regionPrice",
  "currencyPrice",
  "image",
  "channel",
  "channelDescription",
  "category",
];

/** Whether the filled cells of such columns stand in a list, and empty ones nowhere. */
export function isListed(kind: ColumnKind | undefined): boolean {
  return LISTED.includes(kind);
}

function cellOf(index: number, column: FileColumn["column"]): LineCell {
  return { index, kind: column?.kind ?? "ignored", of: column?.of ?? "product" };
}

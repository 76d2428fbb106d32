import type { Case } from "./case.js";

/** The cells of a row by their columns; one that is `undefined` is not there. */
export type Cells = Readonly<Record<string, string | undefined>>;

/** A product that is not in the shop. */
export const MUG: Cells = {
  "Product Handle": "mug",
  "Product Title": "Mug",
  "Product Status": "published",
  "Variant Title": "Mug",
  "Variant SKU": "MUG-1",
  "Variant Inventory Quantity": "5",
};

/** A product and a variant of the shop, as they are there. */
export const CUP: Cells = {
  "Product Id": "prod_cup",
  "Product Handle": "espresso-cup",
  "Product Title": "Espresso Cup",
  "Product Status": "published",
  "Variant Id": "variant_cup_white",
  "Variant Title": "White",
  "Variant SKU": "CUP-WHITE",
  "Variant Inventory Quantity": "100",
};

/** The other variant of {@link CUP}. */
export const BLACK_CUP: Cells = {
  ...CUP,
  "Variant Id": "variant_cup_black",
  "Variant Title": "Black",
  "Variant SKU": "CUP-BLACK",
};

/** The columns of an option, with its name and value. */
export function option(number: number | string, name: string, value: string): Cells {
  return { [`Option ${number} Name`]: name, [`Option ${number} Value`]: value };
}

/** A variant of {@link MUG} of a size; with another one it makes a product of two. */
export function mugOf(size: string, cells: Cells = {}): Cells {
  return {
    ...MUG,
    "Variant Title": size,
    "Variant SKU": `MUG-${size}`,
    ...option(1, "Size", size),
    ...cells,
  };
}

/** A variant that a file adds to {@link CUP}. */
export function newCup(cells: Cells): Cells {
  return {
    ...CUP,
    "Variant Id": undefined,
    "Variant SKU": "CUP-NEW",
    "Variant Title": "New",
    ...cells,
  };
}

/** A file of these rows: all columns that any of them has, in the order in which they come up. */
export function csvOf(rows: readonly Cells[], { delimiter = ";", newline = "\n" } = {}): string {
  const columns = [...new Set(rows.flatMap(columnsOf))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return lines
    .map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter))
    .join(newline);
}

/** A case of a product import. */
export function products(name: string, csv: string | Uint8Array): Case {
  return { name, type: "product-import", csv };
}

/** A case of a product import of these rows. */
export function rows(name: string, ...cells: Cells[]): Case {
  return products(name, csvOf(cells));
}

function columnsOf(row: Cells): string[] {
  return Object.keys(row).filter((column) => row[column] !== undefined);
}

function quoted(cell: string, delimiter: string): string {
  const isPlain =
    ![delimiter, "\n", "\r"].some((special) => cell.includes(special)) && !cell.startsWith('"');
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

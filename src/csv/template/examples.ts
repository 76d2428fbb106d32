import type { Column } from "../schema/column.js";

/** The variants that the examples make and name. */
export const SKUS: readonly string[] = ["MUG-1", "MUG-2"];

/** The options of a product, unless told otherwise. */
export const DEFAULT_OPTIONS: readonly string[] = ["Colour"];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  color: ["Blue", "White"],
  colour: ["Blue", "White"],
  size: ["S", "M"],
};

/** What the two variants have for an option. */
export function optionValues(name: string): readonly string[] {
  const key = name.toLowerCase();
  return (Object.hasOwn(VALUES, key) && VALUES[key]) || ["One", "Two"];
}

/** Cells that must be others than the schema's examples: no two variants have the same, or the shop has no such thing. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  "Product Id": [],
  "Product Handle": ["coffee-mug", "coffee-mug"],
  "Product Collection Title": [],
  "Product Collection Handle": [],
  "Variant Id": [],
  "Variant SKU": SKUS,
  "Variant Barcode": ["4006381333931", "4006381333948"],
};

/**
 * What the rows of one product have in a column; of what is the product's only the first.
 *
 * @param values Those of the variants, by option.
 */
export function exampleCells(
  { name, of, example }: Column,
  values: readonly (readonly string[])[],
): readonly string[] {
  if (name === "Variant Title") {
    return SKUS.map((_, row) => values.map((each) => each[row]).join(" / ") || example);
  }
  if (Object.hasOwn(CELLS, name)) return CELLS[name] ?? [];
  return of === "product" ? [example] : [example, example];
}

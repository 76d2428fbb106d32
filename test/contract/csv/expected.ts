import { cellOf, type PersonsRow, readAsPerson } from "./as-read.js";
import { isAsWritten, RELATIONS, relationDifferences } from "./expected-cells.js";
import { lostPrices, priceColumn, priceDifferences } from "./expected-prices.js";
import type { ProductRow, ShopRows, VariantRow } from "./rows.js";

const OPTION = /Option (?:(\d+) )?(Name|Value)/;

/**
 * What a person who reads a file would miss in the shop after a product import that completed: texts
 * that are not exactly there, rows without a variant, columns that nothing came of. An empty cell
 * promises nothing. Knows nothing of the checker and of papaparse, which it judges.
 */
export function productDifferences(
  csv: string | Uint8Array,
  before: ShopRows,
  after: ShopRows,
): string[] {
  const { rows } = readAsPerson(csv);
  if (rows.length === 0) return ["nothing was imported"];
  const created = new Map<string, number>();
  const found = rows.flatMap((row) => {
    const handle = cellOf(row, "Product Handle");
    const product = after.products.find((it) => it.handle === handle && !it.isDeleted);
    if (!product) return [`there is no product ${handle}`];
    const index = created.get(handle) ?? 0;
    if (cellOf(row, "Variant Id") === "") created.set(handle, index + 1);
    const variant = variantOf(row, product, index);
    if (!variant) return [`${handle} has no variant of this row`];
    const old = before.products
      .flatMap(({ variants }) => variants)
      .find(({ id }) => id !== null && id === variant.id);
    const lost = lostPrices(old?.prices ?? [], variant.prices);
    return [...rowDifferences(row, product, variant), ...lost];
  });
  return [...new Set([...found, ...unasked(rows, before, after)])];
}

function variantOf(row: PersonsRow, product: ProductRow, index: number): VariantRow | undefined {
  const id = cellOf(row, "Variant Id");
  if (id !== "") return product.variants.find((variant) => variant.id === id);
  return product.variants.filter((variant) => variant.id === null)[index];
}

function rowDifferences(row: PersonsRow, product: ProductRow, variant: VariantRow): string[] {
  const cells = row.filter(([, text]) => text !== "");
  return [
    ...cells.flatMap(([column, text]) => cellDifferences(column, text, product, variant)),
    ...relationDifferences(row, product),
    ...optionDifferences(row, product, variant),
    ...priceDifferences(row, variant.prices),
  ];
}

function cellDifferences(
  column: string,
  text: string,
  product: ProductRow,
  variant: VariantRow,
): string[] {
  const isRight = isAsWritten(column, text, product, variant);
  if (isRight !== undefined) return isRight ? [] : [`${column}: ${text} is not there`];
  const isJudgedElsewhere = RELATIONS.test(column) || OPTION.test(column) || priceColumn(column);
  return isJudgedElsewhere ? [] : [`${column}: ${text} is ignored`];
}

function optionDifferences(row: PersonsRow, product: ProductRow, variant: VariantRow): string[] {
  const options = new Map<number, { name?: string; value?: string }>();
  for (const [column, text] of row) {
    const [, number, part] = column.match(OPTION) ?? [];
    if (part === undefined) continue;
    const option = options.get(Number(number)) ?? {};
    options.set(Number(number), { ...option, [part.toLowerCase()]: text });
  }
  return [...options.values()].flatMap(({ name, value = "" }) => {
    // Without a name, a value can only be meant for the one option that there is.
    const title = name || (product.options.length === 1 ? product.options[0] : "?");
    const isThere = value === "" || variant.options.includes(`${title}: ${value}`);
    return isThere ? [] : [`the option ${title}: ${value} is not there`];
  });
}

// What came into the shop and is in no row.
function unasked(rows: PersonsRow[], before: ShopRows, after: ShopRows): string[] {
  const handles = rows.map((row) => cellOf(row, "Product Handle"));
  const isNew = (product: ProductRow) => product.id === null;
  const products = after.products.filter(
    (product) => isNew(product) && !handles.includes(product.handle ?? ""),
  );
  const gone = before.products.filter(
    ({ id }) => !after.products.some((product) => product.id === id),
  );
  const many = after.products.filter(
    ({ handle, variants }) =>
      variants.filter(({ id }) => id === null).length >
      handles.filter((it) => it === handle).length,
  );
  return [
    ...products.map(({ handle }) => `nobody asked for the product ${handle}`),
    ...gone.map(({ handle }) => `the product ${handle} is gone`),
    ...many.map(({ handle }) => `${handle} has variants of no row`),
  ];
}

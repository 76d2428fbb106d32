import { isDeepStrictEqual } from "node:util";
import type { ProductRow, ShopRows, VariantRow } from "./rows.js";

/** What a file changed in the shop: new rows without what is empty, changed ones with what changed. */
export type Changes = Partial<Record<keyof ShopRows, unknown[]>>;

/** The difference between two states of a shop, small enough to be read; `{}` when there is none. */
export function changesBetween(before: ShopRows, after: ShopRows): Changes {
  const { products, priceLists, ...names } = after;
  const changed: Changes = {
    products: products.flatMap((product) => productChange(before.products, product)),
    priceLists: priceLists.filter((list) => !before.priceLists.some(equal(list))),
  };
  for (const key of Object.keys(names) as (keyof typeof names)[]) {
    changed[key] = difference(names[key], before[key]);
  }
  return withoutEmpty(changed);
}

function productChange(before: ProductRow[], product: ProductRow): object[] {
  const old = before.find(({ id }) => id !== null && id === product.id);
  if (!old) return [newRow({ ...product, variants: product.variants.map(newRow) })];
  const variants = product.variants.flatMap((variant) => variantChange(old.variants, variant));
  const gone = old.variants.filter(({ id }) => !product.variants.some((kept) => kept.id === id));
  const rows = withoutEmpty({ variants, gone: gone.map(({ id }) => id) });
  const change = { ...changedColumns(old, product), ...rows };
  return isEmpty(change) ? [] : [{ id: product.id, ...change }];
}

function variantChange(before: VariantRow[], variant: VariantRow): object[] {
  const old = before.find(({ id }) => id !== null && id === variant.id);
  if (!old) return [newRow(variant)];
  const change = changedColumns(old, variant);
  return isEmpty(change) ? [] : [{ id: variant.id, ...change }];
}

function changedColumns(old: object, row: object): object {
  const was = new Map<string, unknown>(Object.entries(old));
  const isChanged = ([column, value]: [string, unknown]) =>
    column !== "variants" && !isDeepStrictEqual(was.get(column), value);
  return Object.fromEntries(Object.entries(row).filter(isChanged));
}

/** What Medusa gives every new row, which says nothing about the file. */
export const USUAL = {
  isDeleted: false,
  is_giftcard: false,
  discountable: true,
  allow_backorder: false,
  manage_inventory: true,
  profile: "Default Shipping Profile",
};

function newRow(row: object): object {
  const usual = new Map<string, unknown>(Object.entries(USUAL));
  const isUnusual = ([column, value]: [string, unknown]) =>
    !(usual.has(column) && usual.get(column) === value);
  return withoutEmpty(Object.fromEntries(Object.entries(row).filter(isUnusual)));
}

function difference(after: string[], before: string[]): string[] {
  const left = [...before];
  return after.filter((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

const equal = (one: unknown) => (other: unknown) => isDeepStrictEqual(one, other);

function withoutEmpty<Row extends object>(row: Row): Partial<Row> {
  const isFull = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => isFull(value)),
  ) as Partial<Row>;
}

function isEmpty(row: object): boolean {
  return Object.keys(row).length === 0;
}

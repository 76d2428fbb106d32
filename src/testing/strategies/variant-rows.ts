import type { Typed } from "../../csv/read/typed.js";
import { type FakeProduct, type FakeShop, type FakeVariant, makeVariant } from "../shop.js";
import { changes, duplicateKey, filled, toFields, toText } from "./database.js";
import type { OptionValue, ProductLine } from "./product-line.js";
import { productOf } from "./product-rows.js";
import { replacedPrices, storedPrices } from "./row-prices.js";

/** Adds the variant of a row to the product with the row's handle. */
export function createVariant(line: ProductLine, shop: FakeShop, at: number): void {
  const product = productOf(line, shop);
  const values = valuesOf(line, product);
  assertNoTwin(values, product);
  const fields = filled(toFields(line.variant, "product_variant", true));
  assertFree(fields, shop);
  const variant = makeVariant(
    {
      ...fields,
      title: String(fields.title),
      options: values.map((value) => toText(value) ?? ""),
      prices: storedPrices(line.prices ?? []),
    },
    at,
  );
  shop.put({ ...product, variants: [...product.variants, variant] });
}

/** Updates the variant that a row names by id, whichever product it is of. */
export function updateVariant(line: ProductLine, shop: FakeShop): void {
  const named = productOf(line, shop);
  const found = shop.findVariant(({ id }) => id === String(line.variant.id));
  if (!found) throw new Error(`Variant with id: ${line.variant.id} was not found`);
  const { product, variant } = found;
  const prices = line.prices ? replacedPrices(variant.prices, line.prices) : variant.prices;
  const options = updatedOptions(variant, line.values ?? [], named, product);
  const fields = toFields(line.variant, "product_variant", false);
  assertFree(fields, shop, variant);
  const updated = { ...variant, ...changes(variant, fields), prices, options };
  const variants = product.variants.map((other) => (other === variant ? updated : other));
  shop.put({ ...product, variants });
}

/**
 * The values of a new variant, in the order of the product's options. A row's names are compared as they were read:
 * a number is never the name of an option.
 */
function valuesOf({ options = [], values = [] }: ProductLine, product: FakeProduct): Typed[] {
  const [has, given] = [product.options.length, values.length];
  if (has !== given) {
    throw new Error(
      `Product options length does not match variant options length. Product has ${has} and variant has ${given}.`,
    );
  }
  const names: readonly Typed[] = product.options;
  const meant = options.map(({ title }) => names.indexOf(title));
  return product.options.map((name, index) => {
    const found = values[meant.indexOf(index)];
    if (found) return found.value;
    throw new Error(`Variant options do not contain value for ${name}`);
  });
}

/** Compares the values as they were read, too. */
function assertNoTwin(values: readonly Typed[], product: FakeProduct): void {
  const twin = product.variants.find(({ options }) =>
    values.every((value, index) => value === options[index]),
  );
  if (!twin) return;
  throw new Error(`Variant with title ${twin.title} with provided options already exists`);
}

/**
 * The values of a variant after an update. An option is looked for in the product that the row names, which need not
 * be the variant's own; what names none goes to the first one there is.
 */
function updatedOptions(
  { options }: FakeVariant,
  values: readonly OptionValue[],
  named: FakeProduct,
  own: FakeProduct,
): string[] {
  const updated = [...options];
  for (const { value, title } of values) {
    const index = title == null ? 0 : named.options.indexOf(String(title));
    const isThere = index === -1 ? options.length > 0 : named === own && index < options.length;
    if (!isThere) throw new Error("Product option value not found");
    updated[Math.max(index, 0)] = toText(value) ?? "";
  }
  return updated;
}

const UNIQUE = {
  sku: "IDX_2ca8cfbdafb998ecfd6d340389",
  barcode: "IDX_045d4a149c09f4704e0bc08dd4",
} as const;

function assertFree(
  fields: Readonly<Record<string, unknown>>,
  shop: FakeShop,
  owner?: FakeVariant,
): void {
  for (const field of ["sku", "barcode"] as const) {
    const value = fields[field] ?? null;
    const isTaken = (variant: FakeVariant) => variant !== owner && variant[field] === value;
    if (value !== null && shop.findVariant(isTaken)) throw duplicateKey(UNIQUE[field]);
  }
}

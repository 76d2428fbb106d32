import type { CsvRow } from "../csv.js";
import {
  type Cell,
  type FakeProduct,
  type FakeSalesChannel,
  type FakeShop,
  type FakeVariant,
  makeProduct,
  makeVariant,
} from "../shop.js";
import {
  IMAGE_URL,
  OPTION_NAME,
  OPTION_VALUE,
  PRODUCT_FIELDS,
  SALES_CHANNEL,
  VARIANT_FIELDS,
} from "./product-columns.js";
import { pricesOf } from "./row-prices.js";

/** The columns of the database that a row must not empty, and whether it must fill them. */
const REQUIRED = {
  product: { title: true, status: false, discountable: false },
  product_variant: {
    title: true,
    inventory_quantity: true,
    allow_backorder: false,
    manage_inventory: false,
  },
};

/** Adds the product of a row, without its variants. */
export function createProduct(row: CsvRow, shop: FakeShop, at: number): void {
  const fields = productFields(row, shop);
  assertNotNull("product", fields);
  const handle = String(fields.handle);
  if (productOf(handle, shop)) throw duplicateKey("IDX_cf9cc6c3f2e6414b992223fff1");
  const options = valuesOf(row, OPTION_NAME);
  shop.put(makeProduct({ ...filled(fields), handle, title: String(fields.title), options }, at));
}

/** Updates the product that a row names by id. Its options stay: Medusa does not support that. */
export function updateProduct(row: CsvRow, shop: FakeShop): void {
  const fields = productFields(row, shop);
  const id = String(fields.id);
  const product = shop.products.get(id);
  if (!product) throw new Error(`Product with id: ${id} was not found`);
  shop.put({ ...product, ...filled(fields) });
}

/** Adds the variant of a row to the product with the row's handle. */
export function createVariant(row: CsvRow, shop: FakeShop, at: number): void {
  const handle = String(row["Product Handle"]);
  const product = productOf(handle, shop);
  if (!product) throw new Error(`Product with handle: ${handle} was not found`);
  const fields = variantFields(row, shop);
  const values = valuesOf(row, OPTION_VALUE);
  const twin = product.variants.find(({ options }) => areSameOptions(options, values));
  if (twin) {
    throw new Error(`Variant with title ${twin.title} with provided options already exists`);
  }
  assertNotNull("product_variant", fields);
  const isTaken = ({ sku }: FakeVariant) => sku !== null && sku === fields.sku;
  if (shop.findVariant(isTaken)) throw duplicateKey("IDX_2ca8cfbdafb998ecfd6d340389");
  const variant = makeVariant({ ...filled(fields), title: String(fields.title) }, at);
  shop.put({ ...product, variants: [...product.variants, variant] });
}

/** Updates the variant that a row names by id. */
export function updateVariant(row: CsvRow, shop: FakeShop): void {
  const fields = variantFields(row, shop);
  const found = shop.findVariant(({ id }) => id === fields.id);
  if (!found) throw new Error(`Variant with id: ${fields.id} was not found`);
  const { product, variant } = found;
  const updated = { ...variant, ...filled(fields) };
  const variants = product.variants.map((other) => (other === variant ? updated : other));
  shop.put({ ...product, variants });
}

type Fields = Record<string, unknown>;

function productFields(row: CsvRow, shop: FakeShop): Fields {
  const { tags, ...fields } = fieldsOf(row, PRODUCT_FIELDS);
  return {
    ...fields,
    ...(tags != null && { tags: String(tags).split(",") }),
    ...arrayOf("images", valuesOf(row, IMAGE_URL)),
    ...arrayOf("sales_channels", channelsOf(row, shop)),
  };
}

// A channel is found by its id, else by its name; one that is not found is left out without a word.
function channelsOf(row: CsvRow, { salesChannels }: FakeShop): FakeSalesChannel[] {
  const numbers = Object.keys(row).flatMap((column) => SALES_CHANNEL.exec(column)?.[1] ?? []);
  const channels = [...new Set(numbers)].flatMap((number) => {
    const cell = (what: string) => row[`Sales Channel ${number} ${what}`];
    const byId = salesChannels.find(({ id }) => id === cell("Id"));
    return byId ?? salesChannels.find(({ name }) => name === cell("Name")) ?? [];
  });
  if (new Set(channels).size < channels.length)
    throw duplicateKey("PK_fd29b6a8bd641052628dee19583");
  return channels;
}

function variantFields(row: CsvRow, shop: FakeShop): Fields {
  return {
    ...fieldsOf(row, VARIANT_FIELDS),
    ...arrayOf("prices", pricesOf(row, shop)),
    ...arrayOf("options", valuesOf(row, OPTION_VALUE)),
  };
}

function fieldsOf(
  row: CsvRow,
  columns: readonly (readonly [string, string])[],
): Record<string, Cell> {
  return Object.fromEntries(
    columns.flatMap(([column, field]) => {
      const value = row[column];
      return value === undefined ? [] : [[field, asText(field, value)]];
    }),
  );
}

// The reader guesses types; these columns of the database are text.
function asText(field: string, value: Cell): Cell {
  const isText = ["handle", "title", "sku", "barcode"].includes(field);
  return isText && value !== null ? String(value) : value;
}

function valuesOf(row: CsvRow, pattern: RegExp): string[] {
  const cells = Object.entries(row).filter(
    ([column, value]) => pattern.test(column) && value !== null,
  );
  return cells.map(([, value]) => String(value));
}

function arrayOf(field: string, values: unknown[]): Fields {
  return values.length > 0 ? { [field]: values } : {};
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function productOf(handle: string, { products }: FakeShop): FakeProduct | undefined {
  return [...products.values()].find((product) => product.handle === handle);
}

function areSameOptions(left: string[], right: string[]): boolean {
  return right.length > 0 && left.join("\n") === right.join("\n");
}

function assertNotNull(table: keyof typeof REQUIRED, fields: Fields): void {
  for (const [column, isNeeded] of Object.entries(REQUIRED[table])) {
    const isEmpty = column in fields ? fields[column] === null : isNeeded;
    if (!isEmpty) continue;
    throw new Error(
      `null value in column "${column}" of relation "${table}" violates not-null constraint`,
    );
  }
}

function duplicateKey(index: string): Error {
  return new Error(`duplicate key value violates unique constraint "${index}"`);
}

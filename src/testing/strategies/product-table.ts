import { fromSmallestUnit } from "../../csv/schema/money.js";
import { PRODUCT_IMPORT } from "../../csv/schema/product-import.js";
import type { FakePrice, FakeProduct, FakeVariant } from "../shop.js";

interface Column {
  name: string;
  read: (product: FakeProduct, variant: FakeVariant) => unknown;
}

/** What a fake calls fields that are another table's. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  "Product Collection Title": "collection_title",
  "Product Collection Handle": "collection_handle",
  "Product Type": "type",
  "Product Profile Name": "profile_name",
  "Product Profile Type": "profile_type",
};

/** Every export has them; the others are numbered, or called by what they are for. */
const FIELDS = PRODUCT_IMPORT.filter(({ name }) => /^(?:Product|Variant) (?!.* N )/.test(name)).map(
  ({ name, field }): Column => ({
    name,
    read: (product, variant) =>
      fieldOf(name.startsWith("Product ") ? product : variant, OWN_NAMES[name] ?? field),
  }),
);

/** The lines of an export: the header, then one line a variant. A product without variants has none. */
export function productTable(products: readonly FakeProduct[]): string[][] {
  const columns = columnsFor(products);
  const lines = products.flatMap((product) =>
    product.variants.map((variant) =>
      columns.map(({ read }) => String(read(product, variant) ?? "")),
    ),
  );
  return [columns.map(({ name }) => name), ...lines];
}

// The columns at the end are as many as the products need.
function columnsFor(products: readonly FakeProduct[]): Column[] {
  const prices = products.flatMap(({ variants }) => variants.flatMap((variant) => variant.prices));
  const priceNames = [...new Set(prices.map(priceName))];
  return [
    ...FIELDS,
    ...priceNames.map((name): Column => ({ name, read: (_, variant) => amountOf(variant, name) })),
    ...numbered(products, "options", (index) => [
      { name: `Option ${index + 1} Name`, read: (product) => product.options[index] },
      { name: `Option ${index + 1} Value`, read: (_, variant) => variant.options[index] },
    ]),
    ...numbered(products, "images", (index) => [
      { name: `Image ${index + 1} Url`, read: (product) => product.images[index] },
    ]),
    // What Medusa calls the id is the name once more.
    ...numbered(products, "sales_channels", (index) => [
      { name: `Sales Channel ${index + 1} Id`, read: channelOf(index, "name") },
      { name: `Sales Channel ${index + 1} Name`, read: channelOf(index, "name") },
      { name: `Sales Channel ${index + 1} Description`, read: channelOf(index, "description") },
    ]),
  ];
}

function fieldOf(row: object, field: string): unknown {
  return new Map<string, unknown>(Object.entries(row)).get(field);
}

function numbered(
  products: readonly FakeProduct[],
  field: "options" | "images" | "sales_channels",
  columns: (index: number) => Column[],
): Column[] {
  const length = Math.max(0, ...products.map((product) => product[field].length));
  return Array.from({ length }, (_, index) => columns(index)).flat();
}

function channelOf(index: number, field: "name" | "description"): Column["read"] {
  return ({ sales_channels: channels }) => channels[index]?.[field];
}

function priceName({ region, currency_code }: FakePrice): string {
  const currency = currency_code.toUpperCase();
  return region === undefined ? `Price ${currency}` : `Price ${region} [${currency}]`;
}

function amountOf({ prices }: FakeVariant, name: string): number | undefined {
  const price = prices.find((candidate) => priceName(candidate) === name);
  return price && fromSmallestUnit(price.amount, price.currency_code);
}

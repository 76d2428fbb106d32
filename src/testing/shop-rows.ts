import { CURRENCIES } from "../csv/schema/currencies.js";
import { digest } from "./ids.js";
import type { FakePrice, FakeProduct, FakeShop, FakeVariant } from "./shop.js";

/** The columns of a row, or what is related to it, by name. */
export type Row = Readonly<Record<string, unknown>>;

/** A row of a list before anything is selected of it. */
export interface Entity {
  columns: Row;
  /** What a search looks into. */
  searched?: readonly (string | null)[];
  /** What `expand` adds to it. */
  related?(expand: ReadonlySet<string>): Row;
}

/** What a fake has no dates for is as old as time. */
const AT_FIRST = new Date(0).toISOString();

const DETAILS = {
  weight: null,
  length: null,
  height: null,
  width: null,
  hs_code: null,
  origin_country: null,
  mid_code: null,
  material: null,
};

/** The store. It sells in the currencies of its regions. */
export function storeRow({ regions }: FakeShop): Row {
  const codes = new Set([...regions.values()].map((code) => code.toLowerCase()));
  const sold = codes.size > 0 ? [...codes] : ["eur", "usd"];
  return {
    id: "store",
    name: "Medusa Store",
    default_currency_code: sold[0],
    currencies: sold.map((code) => ({ code })),
    feature_flags: [
      { key: "product_categories", value: false },
      { key: "sales_channels", value: true },
    ],
    ...times(AT_FIRST),
  };
}

export function currencies(): Entity[] {
  return CURRENCIES.map((code) => ({ columns: { code } }));
}

export function regions(shop: FakeShop): Entity[] {
  return [...shop.regions].map(([name, code]) => ({
    columns: { id: regionId(name), name, currency_code: code.toLowerCase(), ...times(AT_FIRST) },
  }));
}

export function salesChannels(shop: FakeShop): Entity[] {
  return shop.salesChannels.map((channel) => ({
    columns: { ...channel, is_disabled: false, ...times(AT_FIRST) },
  }));
}

export function collections(shop: FakeShop): Entity[] {
  return [...shop.collections].map(([handle, title]) => ({
    columns: { id: stableId("pcol", handle), handle, title, ...times(AT_FIRST) },
  }));
}

export function products(shop: FakeShop): Entity[] {
  return [...shop.products.values()].map((product) => ({
    columns: productColumns(product),
    related: (expand) => ({
      ...(expand.has("options") && {
        options: product.options.map((title, index) => ({
          id: optionId(product, index),
          title,
          product_id: product.id,
        })),
      }),
      ...(expand.has("variants") && {
        variants: product.variants.map((variant) => ({
          ...variantColumns(variant, product),
          ...(expand.has("variants.options") && { options: valuesOf(variant, product) }),
          ...(expand.has("variants.prices") && { prices: pricesOf(variant, shop) }),
        })),
      }),
    }),
  }));
}

export function variants(shop: FakeShop): Entity[] {
  return [...shop.products.values()].flatMap((product) =>
    product.variants.map((variant) => ({
      columns: variantColumns(variant, product),
      searched: [variant.title, variant.sku, product.title],
      related: (expand: ReadonlySet<string>) => ({
        ...(expand.has("product") && { product: productColumns(product) }),
        ...(expand.has("options") && { options: valuesOf(variant, product) }),
        // The server computes with them, and shows them, whatever was asked for.
        prices: pricesOf(variant, shop),
      }),
    })),
  );
}

function productColumns(product: FakeProduct): Row {
  const { tags, images, options, sales_channels, variants, ...own } = product;
  const { type, profile_name, profile_type, collection_title, collection_handle, ...columns } = own;
  const collection_id =
    collection_handle == null ? null : stableId("pcol", String(collection_handle));
  return { ...DETAILS, ...times(product.created_at), ...columns, collection_id };
}

function variantColumns(
  { options, prices, ...columns }: FakeVariant,
  { id, created_at }: FakeProduct,
) {
  return { ...DETAILS, ...times(created_at), ...columns, product_id: id };
}

function valuesOf({ id, options }: FakeVariant, product: FakeProduct): Row[] {
  return options.map((value, index) => ({
    id: stableId("optval", `${id} ${index}`),
    value,
    option_id: optionId(product, index),
    variant_id: id,
  }));
}

/** Those of the price lists, too. */
function pricesOf({ id, prices }: FakeVariant, { priceLists }: FakeShop): Row[] {
  const listed = [...priceLists].flatMap(([list, all]) =>
    all.filter(({ variant_id }) => variant_id === id).map((price) => priceRow(price, list)),
  );
  return [...prices.map((price) => priceRow(price, null)), ...listed];
}

function priceRow({ currency_code, amount, region }: FakePrice, price_list_id: string | null): Row {
  const region_id = region === undefined ? null : regionId(region);
  return { currency_code, amount, region_id, price_list_id };
}

function optionId({ id }: FakeProduct, index: number): string {
  return stableId("opt", `${id} ${index}`);
}

function regionId(name: string): string {
  return stableId("reg", name);
}

/** The same for the same thing, at any time and in any fake. */
function stableId(prefix: string, name: string): string {
  return `${prefix}_${digest(name, 26)}`;
}

function times(created_at: string): Row {
  return { created_at, updated_at: created_at, deleted_at: null };
}

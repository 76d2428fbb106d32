import type {
  FakeListPrice,
  FakeMedusa,
  FakePrice,
  FakeProduct,
  FakeVariant,
} from "medusa-batch-jobs/testing";
import type { PriceRow, ProductRow, ShopRows, VariantRow } from "./rows.js";

const TEXTS = ["hs_code", "origin_country", "mid_code", "material"];
const MEASURES = ["weight", "length", "height", "width", ...TEXTS];
const PRODUCT = ["subtitle", "description", "thumbnail", "discountable", "external_id"];

/** What a fake holds, in the form in which a real Medusa's database is read. */
export function fakeRows(fake: FakeMedusa): ShopRows {
  const { products } = fake;
  return {
    products: sorted(products.map(toProduct), ({ handle, title }) => `${handle}\0${title}`),
    priceLists: fake.priceLists.map((id) => ({
      id,
      prices: sorted(
        fake.pricesOf(id).map((price) => toListPrice(price, products)),
        (row) => `${row.variant}\0${orderOf(row)}`,
      ),
    })),
    ...{ tags: [], types: [], collections: [], categories: [], regions: [], salesChannels: [] },
  };
}

function toProduct(product: FakeProduct): ProductRow {
  const { handle, title, status, options, tags, images, type, variants } = product;
  return {
    ...cells(product, [...MEASURES, ...PRODUCT]),
    ...{ id: ownId(product.id), handle, title, status, isDeleted: false, is_giftcard: false },
    ...{
      options: sorted(options, String),
      tags: sorted(tags),
      images: sorted(images),
      categories: [],
    },
    type: type == null ? null : String(type),
    collection: product.collection_handle == null ? null : String(product.collection_handle),
    profile: "Default Shipping Profile",
    salesChannels: sorted(product.sales_channels.map(({ name }) => name)),
    variants: variants.map((variant, rank) => toVariant(variant, rank, product)),
  };
}

function toVariant(variant: FakeVariant, variant_rank: number, product: FakeProduct): VariantRow {
  const { title, sku, barcode, inventory_quantity, allow_backorder, manage_inventory } = variant;
  const options = variant.options.map((value, index) => `${product.options[index]}: ${value}`);
  return {
    ...cells(variant, MEASURES),
    ...{ id: ownId(variant.id), title, sku, barcode, variant_rank, isDeleted: false },
    ...{ inventory_quantity, allow_backorder, manage_inventory },
    options: sorted(options, String),
    prices: sorted(variant.prices.map(toPrice), orderOf),
  };
}

function toPrice({ currency_code, amount, region }: FakePrice): PriceRow {
  const quantities = { min_quantity: null, max_quantity: null };
  return { currency_code, amount, region: region ?? null, ...quantities };
}

function toListPrice(price: FakeListPrice, products: readonly FakeProduct[]): PriceRow {
  const variants = products.flatMap((product) => product.variants);
  const variant = variants.find(({ id }) => id === price.variant_id);
  return { variant: variant?.sku ?? variant?.title, ...toPrice(price) };
}

function cells(row: object, names: readonly string[]): Record<string, unknown> {
  const values = new Map(Object.entries(row));
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? null]));
}

// A ULID is Medusa's; the ids of the corpus' shop are shorter words.
function ownId(id: string): string | null {
  return /_[0-9A-HJKMNP-TV-Z]{26}$/.test(id) ? null : id;
}

function orderOf({ currency_code, region, amount }: PriceRow): string {
  return [currency_code, region ?? "", String(amount).padStart(12)].join("\0");
}

/** By the code units of what `order` says, as the database's collation "C". */
function sorted<T>(list: readonly T[], order: (item: T) => string = String): T[] {
  return [...list].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

import type {
  FakeListPrice,
  FakePrice,
  FakeProductInput,
  FakeShopOptions,
} from "medusa-batch-jobs/testing";
import { corpusShop } from "./corpus-shop.js";

type Row = Record<string, unknown>;

const TABLES = new Map<string, Row[]>(
  Object.entries(corpusShop({ store: { id: "store" }, countries: [], profileId: "sp" })).map(
    ([table, rows]) => [table, rows.map((row): Row => ({ ...row }))],
  ),
);

/** The corpus' shop for a fake, which knows of nothing that was deleted. */
export function corpusFakeShop(): FakeShopOptions {
  return {
    regions: Object.fromEntries(
      table("region").map((row) => [text(row.name), text(row.currency_code)]),
    ),
    salesChannels: table("sales_channel").map(toChannel),
    collections: Object.fromEntries(
      table("product_collection").map((row) => [text(row.handle), text(row.title)]),
    ),
    priceLists: table("price_list").map(({ id }) => text(id)),
    products: table("product")
      .filter((row) => !row.deleted_at)
      .map(toProduct),
  };
}

/** The prices of its lists, which a fake does not begin with. */
export function corpusListPrices(): [list: string, prices: FakeListPrice[]][] {
  const lists = table("price_list").map(({ id }) => text(id));
  return lists.map((list) => [
    list,
    rowsOf("money_amount", "price_list_id", list).map(toListPrice),
  ]);
}

function toProduct({ id, collection_id, type_id, ...columns }: Row): FakeProductInput {
  const collection = find("product_collection", collection_id);
  return {
    ...columns,
    id: text(id),
    title: text(columns.title),
    handle: text(columns.handle),
    collection_title: collection && text(collection.title),
    collection_handle: collection && text(collection.handle),
    type: type_id ? text(find("product_type", type_id)?.value) : undefined,
    options: rowsOf("product_option", "product_id", id).map(({ title }) => text(title)),
    tags: joined("product_tags", "product_tag", id).map(({ value }) => text(value)),
    images: joined("product_images", "image", id).map(({ url }) => text(url)),
    sales_channels: joined("product_sales_channel", "sales_channel", id).map(toChannel),
    variants: rowsOf("product_variant", "product_id", id).map(toVariant),
  };
}

function toVariant({ id, sku, barcode, ...columns }: Row) {
  const links = rowsOf("product_variant_money_amount", "variant_id", id);
  const prices = links.flatMap((link) => rowsOf("money_amount", "id", link.money_amount_id));
  return {
    ...columns,
    id: text(id),
    title: text(columns.title),
    sku: sku ? text(sku) : null,
    barcode: barcode ? text(barcode) : null,
    options: rowsOf("product_option_value", "variant_id", id).map(({ value }) => text(value)),
    prices: prices.filter((price) => price.price_list_id === undefined).map(toPrice),
  };
}

function toListPrice(row: Row): FakeListPrice {
  const [link] = rowsOf("product_variant_money_amount", "money_amount_id", row.id);
  return { ...toPrice(row), variant_id: text(link?.variant_id) };
}

function toPrice({ currency_code, amount, region_id }: Row): FakePrice {
  const region = region_id ? text(find("region", region_id)?.name) : undefined;
  return { currency_code: text(currency_code), amount: Number(amount), region };
}

function toChannel({ id, name, description }: Row) {
  return { id: text(id), name: text(name), description: text(description) };
}

function table(name: string): Row[] {
  return TABLES.get(name) ?? [];
}

function rowsOf(name: string, column: string, value: unknown): Row[] {
  return table(name).filter((row) => row[column] === value);
}

function find(name: string, id: unknown): Row | undefined {
  return rowsOf(name, "id", id)[0];
}

function joined(join: string, name: string, productId: unknown): Row[] {
  return rowsOf(join, "product_id", productId).flatMap((row) =>
    rowsOf(name, "id", row[`${name}_id`]),
  );
}

function text(value: unknown): string {
  return String(value);
}

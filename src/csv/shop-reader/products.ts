import type { Shop, ShopProduct, ShopVariant } from "../shop.js";
import type { ShopApi } from "./api.js";

interface Product {
  id: string;
  handle: string | null;
  options: { id: string; title: string }[];
  variants: Variant[];
}

interface Variant {
  id: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  options: { option_id: string; value: string }[];
  prices: { currency_code: string; region_id: string | null; price_list_id: string | null }[];
}

/** Reads products with all of their variants; an id that there is not is left out. */
export async function readProducts(
  api: ShopApi,
  ids: Iterable<string>,
): Promise<Pick<Shop, "products" | "variants">> {
  const products = await api.having<Product>("/products", "products", "id", ids, {
    fields: "id,handle",
    expand: "options,variants,variants.options,variants.prices",
  });
  return { products: products.map(toProduct), variants: products.flatMap(toVariants) };
}

function toProduct({ id, handle, options }: Product): ShopProduct {
  return { id, handle, options: options.map(({ title }) => title) };
}

function toVariants({ id: product_id, options, variants }: Product): ShopVariant[] {
  const titles = new Map(options.map(({ id, title }) => [id, title]));
  return variants.map(({ id, title, sku, barcode, prices, ...variant }) => ({
    id,
    product_id,
    title,
    sku,
    barcode,
    options: Object.fromEntries(
      variant.options.flatMap(({ option_id, value }) => {
        const option = titles.get(option_id);
        return option === undefined ? [] : [[option, value]];
      }),
    ),
    prices: prices
      .filter(({ price_list_id }) => price_list_id === null)
      .map(({ currency_code, region_id }) => ({ currency_code, region_id })),
  }));
}

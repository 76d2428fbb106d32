/** What a check needs to know of a shop; plain JSON, as `readShop` reads it. */
export interface Shop {
  /** Names are told apart by their capitals, and need not be one of a kind. */
  regions: readonly { id: string; name: string; currency_code: string }[];
  /** The codes of the currencies that the server knows: a price in any other one fails. */
  currencies: readonly string[];
  /** The codes of those that the store sells in. */
  storeCurrencies: readonly string[];
  salesChannels: readonly { id: string; name: string }[];
  collections: readonly { id: string; handle: string; title: string }[];
  /** None where the flag `product_categories` is off. */
  categories: readonly { id: string; handle: string; name: string }[];
  /** `sales_channels`, `product_categories`, … */
  featureFlags: Readonly<Record<string, boolean>>;
  /** Those that the file names by their ids or handles, or by one of their variants. */
  products: readonly ShopProduct[];
  /** Those that the file names by their ids or SKUs, and all of `products`. */
  variants: readonly ShopVariant[];
}

/** A product that is there. */
export interface ShopProduct {
  id: string;
  handle: string | null;
  /** The titles of its options. */
  options: readonly string[];
}

/** A variant that is there. */
export interface ShopVariant {
  id: string;
  product_id: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** The values of its options by their titles. */
  options: Readonly<Record<string, string>>;
  /** Those of no price list: an update deletes some of them. */
  prices: readonly { currency_code: string; region_id: string | null }[];
}

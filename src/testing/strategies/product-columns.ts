import type { FakeProduct, FakeVariant } from "../shop.js";

/** The columns that are a field of the product. */
export const PRODUCT_FIELDS: readonly (readonly [
  column: string,
  field: keyof FakeProduct & string,
])[] = [
  ["Product Id", "id"],
  ["Product Handle", "handle"],
  ["Product Title", "title"],
  ["Product Subtitle", "subtitle"],
  ["Product Description", "description"],
  ["Product Status", "status"],
  ["Product Thumbnail", "thumbnail"],
  ["Product Weight", "weight"],
  ["Product Length", "length"],
  ["Product Width", "width"],
  ["Product Height", "height"],
  ["Product HS Code", "hs_code"],
  ["Product Origin Country", "origin_country"],
  ["Product MID Code", "mid_code"],
  ["Product Material", "material"],
  ["Product Collection Title", "collection_title"],
  ["Product Collection Handle", "collection_handle"],
  ["Product Type", "type"],
  ["Product Tags", "tags"],
  ["Product Discountable", "discountable"],
  ["Product External Id", "external_id"],
  ["Product Profile Name", "profile_name"],
  ["Product Profile Type", "profile_type"],
];

/** The columns that are a field of the variant. */
export const VARIANT_FIELDS: readonly (readonly [
  column: string,
  field: keyof FakeVariant & string,
])[] = [
  ["Variant Id", "id"],
  ["Variant Title", "title"],
  ["Variant SKU", "sku"],
  ["Variant Barcode", "barcode"],
  ["Variant Inventory Quantity", "inventory_quantity"],
  ["Variant Allow Backorder", "allow_backorder"],
  ["Variant Manage Inventory", "manage_inventory"],
  ["Variant Weight", "weight"],
  ["Variant Length", "length"],
  ["Variant Width", "width"],
  ["Variant Height", "height"],
  ["Variant HS Code", "hs_code"],
  ["Variant Origin Country", "origin_country"],
  ["Variant MID Code", "mid_code"],
  ["Variant Material", "material"],
];

/** `Price Europe [EUR]`: a region's price. To be tried before {@link CURRENCY_PRICE}. */
export const REGION_PRICE = /Price (.*) \[([A-Z]{3})\]/;
/** `Price EUR`. Not anchored, like all of Medusa's patterns: `Product Title;Price EUR` matches too. */
export const CURRENCY_PRICE = /Price ([A-Z]{3})/;
/** `Option 1 Name`. */
export const OPTION_NAME = /Option \d+ Name/;
/** `Option 1 Value`. */
export const OPTION_VALUE = /Option \d+ Value/;
/** `Image 1 Url`. */
export const IMAGE_URL = /Image \d+ Url/;

/** `Sales Channel 1 Id` and the like: its number, and what of it. */
export const SALES_CHANNEL = /Sales Channel (\d+) (Id|Name|Description)/;

const FIELDS = new Set([...PRODUCT_FIELDS, ...VARIANT_FIELDS].map(([column]) => column));
const PATTERNS = [
  /Product Type/,
  REGION_PRICE,
  CURRENCY_PRICE,
  OPTION_NAME,
  OPTION_VALUE,
  IMAGE_URL,
  SALES_CHANNEL,
];

/** Whether a product import takes a column of this name. */
export function isProductColumn(name: string): boolean {
  return FIELDS.has(name) || PATTERNS.some((pattern) => pattern.test(name));
}

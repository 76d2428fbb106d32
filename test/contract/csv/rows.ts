import type { Database } from "../../backend/database.mjs";

/** What the database holds, as a person would write it down: no dates, no ids of Medusa's own making. */
export interface ShopRows {
  products: ProductRow[];
  /** Of every price list, also of those without prices. */
  priceLists: { id: string; prices: PriceRow[] }[];
  /** All there are, so that one that came or went shows. */
  tags: string[];
  types: string[];
  collections: string[];
  categories: string[];
  regions: string[];
  salesChannels: string[];
}

/** All columns of a product, and what hangs on it by its name. */
export interface ProductRow extends Columns {
  /** `null` when Medusa made it up. */
  id: string | null;
  handle: string | null;
  title: string;
  isDeleted: boolean;
  options: string[];
  tags: string[];
  type: string | null;
  collection: string | null;
  images: string[];
  salesChannels: string[];
  categories: string[];
  profile: string | null;
  variants: VariantRow[];
}

/** All columns of a variant; its options as `Title: value`. */
export interface VariantRow extends Columns {
  id: string | null;
  title: string;
  sku: string | null;
  barcode: string | null;
  isDeleted: boolean;
  options: string[];
  /** Without those of price lists. */
  prices: PriceRow[];
}

export interface PriceRow {
  /** SKU or title of the variant; in price lists. */
  variant?: string | null;
  currency_code: string;
  amount: number;
  region: string | null;
  min_quantity: number | null;
  max_quantity: number | null;
}

interface Columns {
  [column: string]: unknown;
}

/** Reads it in one query. */
export async function readRows(database: Database): Promise<ShopRows> {
  const [row] = await database.query<{ shop: ShopRows }>(`SELECT ${SHOP} AS shop`);
  if (!row) throw new Error("The database answered nothing.");
  return row.shop;
}

// A ULID is Medusa's; the ids of the corpus' shop are shorter words.
const id = (table: string) =>
  `CASE WHEN ${table}.id ~ '_[0-9A-HJKMNP-TV-Z]{26}$' THEN NULL ELSE ${table}.id END`;

const columns = (table: string, ...left: string[]) =>
  `to_jsonb(${table}) - ARRAY['id','created_at','updated_at','deleted_at',${left.map((name) => `'${name}'`)}]`;

const list = (item: string, from: string, order: string) =>
  `(SELECT coalesce(jsonb_agg(${item} ORDER BY ${order}), '[]') FROM ${from})`;

const values = (column: string, table: string) =>
  list(`t.${column}`, `${table} t`, `t.${column} COLLATE "C"`);

const linked = (column: string, table: string, join: string, key: string) =>
  list(
    `t.${column}`,
    `${join} j JOIN ${table} t ON t.id = j.${key} WHERE j.product_id = p.id`,
    `t.${column} COLLATE "C"`,
  );

const price = (variant: string) => `jsonb_build_object(${variant}
  'currency_code', m.currency_code, 'amount', m.amount,
  'region', (SELECT r.name FROM region r WHERE r.id = m.region_id),
  'min_quantity', m.min_quantity, 'max_quantity', m.max_quantity)`;

const PRICE_ORDER =
  "m.currency_code, m.region_id NULLS FIRST, m.amount, m.min_quantity NULLS FIRST";

const VARIANT_PRICES = list(
  price(""),
  `product_variant_money_amount l JOIN money_amount m ON m.id = l.money_amount_id
   WHERE l.variant_id = v.id AND m.price_list_id IS NULL AND m.deleted_at IS NULL AND l.deleted_at IS NULL`,
  PRICE_ORDER,
);

const LIST_PRICES = list(
  price("'variant', coalesce(v.sku, v.title),"),
  `money_amount m LEFT JOIN product_variant_money_amount l ON l.money_amount_id = m.id AND l.deleted_at IS NULL
   LEFT JOIN product_variant v ON v.id = l.variant_id
   WHERE m.price_list_id = pl.id AND m.deleted_at IS NULL`,
  `v.sku COLLATE "C", ${PRICE_ORDER}`,
);

const VARIANT_OPTIONS = list(
  "coalesce(o.title, '?') || ': ' || ov.value",
  `product_option_value ov LEFT JOIN product_option o ON o.id = ov.option_id
   WHERE ov.variant_id = v.id AND ov.deleted_at IS NULL`,
  `o.title COLLATE "C", ov.value COLLATE "C"`,
);

const VARIANTS = list(
  `${columns("v", "product_id", "metadata")} || jsonb_build_object('id', ${id("v")},
     'isDeleted', v.deleted_at IS NOT NULL, 'options', ${VARIANT_OPTIONS}, 'prices', ${VARIANT_PRICES})`,
  "product_variant v WHERE v.product_id = p.id",
  `v.variant_rank, v.sku COLLATE "C", v.title COLLATE "C", v.barcode COLLATE "C"`,
);

const PRODUCTS = list(
  `${columns("p", "collection_id", "type_id", "profile_id", "metadata")} || jsonb_build_object('id', ${id("p")},
     'isDeleted', p.deleted_at IS NOT NULL,
     'type', (SELECT t.value FROM product_type t WHERE t.id = p.type_id),
     'collection', (SELECT c.handle FROM product_collection c WHERE c.id = p.collection_id),
     'profile', (SELECT s.name FROM product_shipping_profile j JOIN shipping_profile s ON s.id = j.profile_id WHERE j.product_id = p.id LIMIT 1),
     'options', ${list("o.title", "product_option o WHERE o.product_id = p.id AND o.deleted_at IS NULL", 'o.title COLLATE "C"')},
     'tags', ${linked("value", "product_tag", "product_tags", "product_tag_id")},
     'images', ${linked("url", "image", "product_images", "image_id")},
     'salesChannels', ${linked("name", "sales_channel", "product_sales_channel", "sales_channel_id")},
     'categories', ${linked("handle", "product_category", "product_category_product", "product_category_id")},
     'variants', ${VARIANTS})`,
  "product p",
  `p.handle COLLATE "C", p.title COLLATE "C"`,
);

const SHOP = `jsonb_build_object(
  'products', ${PRODUCTS},
  'priceLists', ${list(`jsonb_build_object('id', pl.id, 'prices', ${LIST_PRICES})`, "price_list pl", "pl.id")},
  'tags', ${values("value", "product_tag")}, 'types', ${values("value", "product_type")},
  'collections', ${values("handle", "product_collection")}, 'categories', ${values("handle", "product_category")},
  'regions', ${values("name", "region")}, 'salesChannels', ${values("name", "sales_channel")})`;

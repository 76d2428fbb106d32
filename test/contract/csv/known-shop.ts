import type { Shop } from "../../../src/csv/shop.js";
import type { Database } from "../../backend/database.mjs";

/** What `readShop` would say of the shop, if the file named all of it; read past the server. */
export async function readKnownShop(database: Database): Promise<Shop> {
  const [row] = await database.query<{ shop: Shop }>(`SELECT ${SHOP} AS shop`);
  if (!row) throw new Error("The database answered nothing.");
  return row.shop;
}

const all = (table: string, item: string, where = "") =>
  `(SELECT coalesce(jsonb_agg(${item} ORDER BY ${item}), '[]') FROM ${table} t ${where})`;

const object = (...names: string[]) =>
  `jsonb_build_object(${names.map((name) => `'${name}', t.${name}`)})`;

const THERE = "WHERE t.deleted_at IS NULL";

const OPTIONS = all(
  "product_option",
  "t.title",
  "WHERE t.product_id = p.id AND t.deleted_at IS NULL",
);

const VALUES = `(SELECT coalesce(jsonb_object_agg(o.title, ov.value), '{}')
  FROM product_option_value ov JOIN product_option o ON o.id = ov.option_id
  WHERE ov.variant_id = v.id AND ov.deleted_at IS NULL)`;

const PRICES = `(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'currency_code', m.currency_code, 'region_id', m.region_id)), '[]')
  FROM product_variant_money_amount l JOIN money_amount m ON m.id = l.money_amount_id
  WHERE l.variant_id = v.id AND m.price_list_id IS NULL AND m.deleted_at IS NULL)`;

const SHOP = `jsonb_build_object(
  'regions', ${all("region", object("id", "name", "currency_code"), THERE)},
  'currencies', ${all("currency", "t.code")},
  'storeCurrencies', ${all("store_currencies", "t.currency_code")},
  'salesChannels', ${all("sales_channel", object("id", "name"), THERE)},
  'collections', ${all("product_collection", object("id", "handle", "title"), THERE)},
  'categories', '[]'::jsonb,
  'featureFlags', '{"sales_channels": true, "product_categories": false}'::jsonb,
  'products', (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'handle', p.handle, 'options', ${OPTIONS})
    ORDER BY p.id) FROM product p WHERE p.deleted_at IS NULL),
  'variants', (SELECT jsonb_agg(jsonb_build_object('id', v.id, 'product_id', v.product_id, 'title', v.title,
      'sku', v.sku, 'barcode', v.barcode, 'options', ${VALUES}, 'prices', ${PRICES})
    ORDER BY v.id) FROM product_variant v WHERE v.deleted_at IS NULL))`;

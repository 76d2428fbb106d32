import type { Database } from "../../backend/database.mjs";

/** What an import may write, and what makes up the corpus' shop: all that is put back between two files. */
const TABLES = [
  "store",
  "store_currencies",
  "country",
  "region",
  "sales_channel",
  "product_category",
  "product_category_product",
  "product_collection",
  "product_type",
  "product_tag",
  "product_tags",
  "image",
  "product_images",
  "product",
  "product_sales_channel",
  "product_shipping_profile",
  "product_option",
  "product_option_value",
  "product_variant",
  "price_list",
  "money_amount",
  "product_variant_money_amount",
];

/** Keeps what the shop holds now under a name, for {@link putBack}. */
export async function keep(database: Database, name: string): Promise<void> {
  const copies = TABLES.map((table) => `CREATE TABLE ${name}.${table} AS TABLE public.${table};`);
  await database.query(
    `DROP SCHEMA IF EXISTS ${name} CASCADE; CREATE SCHEMA ${name}; ${copies.join("")}`,
  );
}

/** Makes the shop hold again what was kept under a name. */
export async function putBack(database: Database, name: string): Promise<void> {
  const rows = TABLES.map((table) => `INSERT INTO public.${table} SELECT * FROM ${name}.${table};`);
  await unchecked(database, `${EMPTY} ${rows.join("")}`);
}

/** Makes the shop hold these rows and no others; a table that is not named is emptied. */
export async function fill(database: Database, shop: Record<string, object[]>): Promise<void> {
  const rows = Object.entries(shop).flatMap(([table, all]) => all.map((row) => insert(table, row)));
  await unchecked(database, `${EMPTY} ${rows.join("")}`);
}

const EMPTY = TABLES.map((table) => `DELETE FROM public.${table};`).join("");

// One round trip, and no foreign key in the way: the tables come in any order.
async function unchecked(database: Database, sql: string): Promise<void> {
  await database.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql} COMMIT;`);
}

// A column that is not named takes its default.
function insert(table: string, row: object): string {
  const names = Object.keys(row).map((name) => `"${name}"`);
  return `INSERT INTO public.${table} (${names}) VALUES (${Object.values(row).map(literal)});`;
}

function literal(value: unknown): string {
  return value === null ? "NULL" : `'${String(value).replaceAll("'", "''")}'`;
}

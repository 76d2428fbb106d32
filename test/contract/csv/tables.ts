import type { Database } from "../../backend/database.mjs";
import { toColumns } from "./older-shop.js";

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
  const tables = await tablesIn(database);
  const copies = tables.map((table) => `CREATE TABLE ${name}.${table} AS TABLE public.${table};`);
  await database.query(
    `DROP SCHEMA IF EXISTS ${name} CASCADE; CREATE SCHEMA ${name}; ${copies.join("")}`,
  );
}

/** Makes the shop hold again what was kept under a name. */
export async function putBack(database: Database, name: string): Promise<void> {
  const tables = await tablesIn(database);
  const rows = tables.map((table) => `INSERT INTO public.${table} SELECT * FROM ${name}.${table};`);
  await refill(database, tables, rows);
}

/** Makes the shop hold these rows and no others; a table that is not named is emptied. */
export async function fill(database: Database, shop: Record<string, object[]>): Promise<void> {
  const tables = await tablesIn(database);
  const rows = Object.entries(toColumns(shop, tables)).flatMap(([table, all]) =>
    all.map((row) => insert(table, row)),
  );
  await refill(database, tables, rows);
}

async function tablesIn(database: Database): Promise<string[]> {
  const found = await database.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  return TABLES.filter((table) => found.some(({ name }) => name === table));
}

// One round trip, and no foreign key in the way: the tables come in any order.
async function refill(
  database: Database,
  tables: readonly string[],
  rows: readonly string[],
): Promise<void> {
  const empty = tables.map((table) => `DELETE FROM public.${table};`);
  const sql = [...empty, ...rows].join("");
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

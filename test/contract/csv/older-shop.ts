import { type Database, openDatabase } from "../../backend/database.mjs";

/**
 * What newer versions keep in tables of its own, and older ones in a column: until 1.15 a price knew its variant, and
 * a product its shipping profile.
 */
const COLUMNS = {
  product_variant_money_amount: {
    of: "money_amount",
    key: "money_amount_id",
    column: "variant_id",
  },
  product_shipping_profile: { of: "product", key: "product_id", column: "profile_id" },
};

/** Opens the database of a shop, so that it reads as that of a Medusa 1.20, whatever its version. */
export async function openShop(url: string): Promise<Database> {
  const database = await openDatabase(url);
  for (const [table, { of, key, column }] of Object.entries(COLUMNS)) {
    const [{ isThere } = { isThere: false }] = await database.query<{ isThere: boolean }>(
      `SELECT to_regclass('public.${table}') IS NOT NULL AS "isThere"`,
    );
    if (isThere) continue;
    // For this connection alone: the server sees nothing of it.
    await database.query(
      `CREATE TEMPORARY VIEW ${table} AS SELECT id AS ${key}, ${column}, deleted_at FROM ${of}`,
    );
  }
  return database;
}

/** Rows of a 1.20, for a database that has these tables. */
export function toColumns(
  shop: Record<string, object[]>,
  tables: readonly string[],
): Record<string, object[]> {
  const rows = { ...shop };
  for (const [table, { of, key, column }] of Object.entries(COLUMNS)) {
    if (tables.includes(table)) continue;
    const joins = rows[table] ?? [];
    rows[of] = (rows[of] ?? []).map((row) => {
      const join = joins.find((one) => Reflect.get(one, key) === Reflect.get(row, "id"));
      return join ? { ...row, [column]: Reflect.get(join, column) } : row;
    });
    delete rows[table];
  }
  return rows;
}

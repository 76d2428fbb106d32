import { vi } from "vitest";
import { type Database, openDatabase } from "../backend/database.mjs";

/** Lets nobody write to a table, so that who works at it stands still, until it is released. */
export async function holdTable(
  databaseUrl: string,
  table: "batch_job" | "product",
): Promise<() => Promise<void>> {
  const holder = await openDatabase(databaseUrl);
  await holder.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  return () => holder.close();
}

/** What waits for the table of the products when an import is being applied. */
export const IMPORTING = 'INSERT INTO%"product"%';

/** Resolves when so many wait for what is held, with a statement like this. */
export async function heldUp(database: Database, count: number, statement: string): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1";
  await patiently(async () => (await database.query(waiting, [statement])).length === count);
}

/** Ends those who wait for what is held: their server is dead, and Postgres would not notice before they have it. */
export async function dropHeldUp(database: Database): Promise<void> {
  await database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
  );
  await heldUp(database, 0, "%");
}

/** Waits for what others do, for as long as a busy machine may take. */
export function patiently(isTrue: () => Promise<boolean> | boolean): Promise<boolean> {
  return vi.waitUntil(isTrue, { timeout: 120_000, interval: 20 });
}

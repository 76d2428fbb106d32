/** A connection to the database of a backend. */
export interface Database {
  /** Resolves to the rows. Without values, the SQL may be several statements: then to nothing of use. */
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * Opens a connection to the database of a backend, past its server.
 *
 * @example
 * const database = await openDatabase(backend.databaseUrl);
 * const [{ count }] = await database.query<{ count: number }>("SELECT count(*) FROM product");
 * await database.close();
 */
export function openDatabase(url: string): Promise<Database>;

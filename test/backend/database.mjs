import pg from "pg";

// COUNT and friends are bigint, which pg gives as text; nothing here is larger than a number.
const BIGINT = 20;
pg.types.setTypeParser(BIGINT, Number);

export async function openDatabase(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async query(sql, values) {
      const { rows } = await client.query(sql, values);
      return rows;
    },
    close: () => client.end(),
  };
}

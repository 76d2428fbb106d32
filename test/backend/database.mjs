// COUNT and friends are bigint, which pg gives as text; nothing here is larger than a number.
const BIGINT = 20;

export async function openDatabase(url) {
  // Part of the backend's packages, which are not there where only the fake is tested.
  const { default: pg } = await import("pg");
  const types = {
    getTypeParser: (oid, format) => (oid === BIGINT ? Number : pg.types.getTypeParser(oid, format)),
  };
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  return {
    async query(sql, values) {
      const { rows } = await client.query(sql, values);
      return rows;
    },
    close: () => client.end(),
  };
}

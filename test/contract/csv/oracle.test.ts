import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../backend/database.mjs";
import { productRows } from "../../support/product-rows.js";
import { adminClient, target } from "../shop.js";
import { type Oracle, openOracle } from "./oracle.js";

/** Each row is written for so long, in seconds: together longer than a connection may stand still. */
const ROW_S = 1.5;
const ROWS = 10;
const LIMITS = { timeout: 120_000 };

const { databaseUrl } = target;
const { apiToken } = target.admin;
const isAsked = databaseUrl !== undefined && target.profile === "default";

let database: Database;
let oracle: Oracle;

beforeAll(async () => {
  if (!isAsked) return;
  database = await openDatabase(databaseUrl);
  oracle = await openOracle({ ...target, databaseUrl, apiToken });
  await database.query(`
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_sleep(${ROW_S}); RETURN NEW; END';
    CREATE TRIGGER slow BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION slow();
  `);
});

afterAll(async () => {
  if (!isAsked) return;
  await database.query("DROP FUNCTION slow CASCADE");
  await database.close();
  await oracle.close();
});

test.runIf(isAsked)(
  "a file that is being imported is let work, though a job before it keeps its connection for ever (real and newest only)",
  LIMITS,
  async () => {
    const context = { fileKey: "no-such-file.csv" };
    await adminClient().admin.batchJobs.create({ type: "product-import", context });
    const handles = Array.from({ length: ROWS }, (_, row) => `slow-${row}`);
    const answer = await oracle.ask({ type: "product-import", csv: productRows(...handles) });
    expect(answer).toMatchObject({
      outcome: "completed",
      errors: [],
      operations: { PRODUCT_CREATE: ROWS },
    });
  },
);

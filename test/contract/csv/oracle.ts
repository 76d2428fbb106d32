import { setTimeout as sleep } from "node:timers/promises";
import Medusa, { type BatchJob, isMedusaError, jobErrors, jobOutcome } from "medusa-batch-jobs";
import type { Shop } from "../../../src/csv/shop.js";
import type { Database } from "../../backend/database.mjs";
import { corpusShop, SALE } from "./corpus-shop.js";
import { readKnownShop } from "./known-shop.js";
import { openShop } from "./older-shop.js";
import { readRows, type ShopRows } from "./rows.js";
import { fill, keep, putBack } from "./tables.js";

/** A file, and what to import it as. */
export interface Question {
  type: "product-import" | "price-list-import";
  csv: string | Uint8Array;
  /** The price list that the prices go to; default: {@link SALE}, which has some. */
  priceListId?: string;
}

/** What a real Medusa did with a file. */
export interface Answer {
  /** `hangs`: the job will never end, because the server has given it up without a word. */
  outcome: "completed" | "failed" | "hangs";
  errors: string[];
  operations?: Record<string, number>;
  /** What the database then holds. */
  rows: ShopRows;
}

/** A real Medusa that can be asked what it does with a file. */
export interface Oracle {
  /** Every file meets the corpus' shop as it was in the beginning. */
  ask(question: Question): Promise<Answer>;
  /** The corpus' shop, before any file. */
  untouched: ShopRows;
  /** The same as a check knows it. */
  shop: Shop;
  /** Leaves the shop as it was before the oracle came. */
  close(): Promise<void>;
}

/** A running Medusa, whose database is at hand. */
export interface Backend {
  url: string;
  databaseUrl: string;
  apiToken: string;
  /** How it takes a token; default: as Medusa 1.17 and newer. */
  apiKeyHeader?: string | undefined;
}

/** Turns the shop of a backend into the corpus' shop, for as long as the oracle is asked. */
export async function openOracle(backend: Backend): Promise<Oracle> {
  const database = await openShop(backend.databaseUrl);
  const medusa = clientOf(backend);
  await keep(database, "before");
  await fill(database, corpusShop(await readKept(database)));
  await keep(database, "corpus");
  return {
    untouched: await readRows(database),
    shop: await readKnownShop(database),
    async ask(question) {
      await putBack(database, "corpus");
      const job = await settle(database, medusa, await start(medusa, question));
      const rows = await readRows(database);
      await database.query("DELETE FROM batch_job WHERE id = $1", [job.id]);
      return { ...verdict(job), rows };
    },
    async close() {
      await putBack(database, "before");
      await database.query("DROP SCHEMA before CASCADE; DROP SCHEMA corpus CASCADE");
      await database.close();
    },
  };
}

function clientOf({ url: baseUrl, apiToken, apiKeyHeader }: Backend): Medusa {
  if (apiKeyHeader !== "authorization") return new Medusa({ baseUrl, apiKey: apiToken });
  return new Medusa({ baseUrl, customHeaders: { authorization: `Bearer ${apiToken}` } });
}

async function readKept(database: Database) {
  const [store] = await database.query<{ id: string }>("SELECT * FROM store");
  const countries = await database.query<{ iso_2: string }>("SELECT * FROM country");
  const [profile] = await database.query<{ id: string }>(
    "SELECT id FROM shipping_profile WHERE type = 'default'",
  );
  if (!store || !profile) throw new Error("This is not a shop: it has no store or no profile.");
  return { store: clean(store), countries: countries.map(clean), profileId: profile.id };
}

// Dates and JSON are not written back: they have defaults.
function clean<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).filter(
    ([, value]) => value === null || typeof value !== "object",
  );
  return Object.fromEntries(entries) as Row;
}

// Not importFile, which may look into the file before it sends it.
async function start(medusa: Medusa, { type, csv, priceListId = SALE }: Question): Promise<string> {
  const file = new File([typeof csv === "string" ? csv : new Uint8Array(csv)], "file.csv", {
    type: "text/csv",
  });
  const { uploads } = await medusa.admin.uploads.create(file);
  const [upload] = uploads;
  if (!upload) throw new Error("The upload was answered with nothing.");
  // A product import does not look at the price list.
  const context = { fileKey: upload.key, price_list_id: priceListId };
  const { batch_job } = await medusa.admin.batchJobs.create({ type, context, dry_run: false });
  return batch_job.id;
}

function verdict(job: BatchJob): Omit<Answer, "rows"> {
  const errors = jobErrors(job).map(({ message }) => message);
  const outcome = jobOutcome(job);
  if (outcome === undefined) return { outcome: "hangs", errors };
  if (outcome !== "completed") return { outcome: "failed", errors };
  const operations = job.result?.operations as Answer["operations"];
  return { outcome, errors, operations };
}

interface Look {
  isEnded: boolean;
  /** The server has yet to hear of the job, or works on something. */
  isBusy: boolean;
  /** A transaction has done nothing for long. */
  isStuck: boolean;
}

const LOOK_EVERY_MS = 10;
/** Looks in a row that find nobody at work on the job; in between the server answers, so it is not blocked. */
const QUIET_LOOKS = 8;
/** For so long, too: between an event that was handed out and the first query for it is a file that is read. */
const QUIET_MS = 1_000;
/** How many a pool of the server has. */
const CONNECTIONS = 10;

/** Resolves when the job has ended, or when nothing is left that could end it. */
async function settle(database: Database, medusa: Medusa, id: string): Promise<BatchJob> {
  const retrieve = () => retrieveJob(medusa, id);
  let busyAt = performance.now();
  const isQuiet = () => performance.now() - busyAt > QUIET_MS;
  for (let quiet = 0, still = 0; quiet < QUIET_LOOKS || !isQuiet(); ) {
    const { isEnded, isBusy, isStuck } = await look(database, id);
    if (isEnded) break;
    // On a busy machine a server that computes leaves its transaction alone as long; it answers nothing then.
    still = isStuck ? still + 1 : 0;
    if (still === QUIET_LOOKS) {
      await freeConnections(database);
      still = 0;
    }
    if (isBusy) busyAt = performance.now();
    quiet = isBusy ? 0 : quiet + 1;
    await (isBusy && still === 0 ? sleep(LOOK_EVERY_MS) : retrieve());
  }
  return retrieve();
}

/** A Medusa whose connections were ended says 500 once for each of them. */
async function retrieveJob(medusa: Medusa, id: string, tries = CONNECTIONS): Promise<BatchJob> {
  try {
    return (await medusa.admin.batchJobs.retrieve(id)).batch_job;
  } catch (error) {
    if (tries === 0 || !isMedusaError(error) || error.status !== 500) throw error;
    return retrieveJob(medusa, id, tries - 1);
  }
}

async function look(database: Database, id: string): Promise<Look> {
  const [found] = await database.query<Look>(
    `SELECT coalesce(completed_at, failed_at) IS NOT NULL AS "isEnded",
       EXISTS (SELECT FROM staged_job) OR EXISTS (SELECT ${WORKING}) AS "isBusy",
       EXISTS (SELECT ${STUCK}) AS "isStuck"
     FROM batch_job WHERE id = $1`,
    [id],
  );
  if (!found) throw new Error(`The job ${id} is gone.`);
  return found;
}

const WORKING = `FROM pg_stat_activity WHERE backend_type = 'client backend'
  AND pid <> pg_backend_pid() AND state <> 'idle'`;
const STUCK = `${WORKING} AND now() - state_change > interval '10 s'`;

// What waits for a stream that will not go on keeps its connection; about ten of them, and the server is dead. Whose
// they are, nobody knows: who works beside them is let work.
async function freeConnections(database: Database): Promise<void> {
  await database.query(`SELECT pg_terminate_backend(pid) ${STUCK}`);
}

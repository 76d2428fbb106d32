import Medusa, { type BatchJob } from "medusa-batch-jobs";
import { vi } from "vitest";
import { type Database, openDatabase } from "../../backend/database.mjs";
import { stage } from "./stage.js";

/** The shop behind the dashboard, asked past the browser. */
export function openShop() {
  const { backend, control } = stage();
  const { url, databaseUrl, user } = backend;
  const medusa = new Medusa({ baseUrl: url, apiKey: user.apiToken });
  const run = (name: string) => fetch(`${control}/${name}`, { method: "POST" });

  let held: Database | undefined;

  return {
    url,
    user,
    medusa,
    /** As an outage does. Its sessions are lost. */
    kill: () => run("kill"),
    restart: () => run("restart"),
    /** The browser gets no answer any more, until it is opened: the backend itself lives. */
    shutOff: () => run("shut"),
    reopen: () => run("open"),

    /** What was imported or exported, newest first. */
    async jobs(): Promise<BatchJob[]> {
      return (await medusa.admin.batchJobs.list({ limit: 100 })).batch_jobs;
    },

    /** Creates a product, as someone else does in Medusa's own admin. */
    createProduct: (handle: string) =>
      ask("POST", "/admin/products", {
        title: handle,
        handle,
        options: [{ title: "Size" }],
        variants: [{ title: "One", options: [{ value: "One" }], prices: [] }],
      }),

    /** The handles of all products. */
    async handles(): Promise<string[]> {
      const { products } = await ask("GET", "/admin/products?limit=1000&fields=handle&expand=");
      return products.map(({ handle }: { handle: string }) => handle).sort();
    },

    /** Forgets all jobs, so that a test begins with an empty list. */
    async forgetJobs(): Promise<void> {
      await query(databaseUrl, "DELETE FROM batch_job");
    },

    /** Puts jobs into the list which nobody has run. */
    async putJobs(jobs: readonly PutJob[]): Promise<void> {
      for (const job of jobs) await insertJob(databaseUrl, user.id, job);
    },

    /** An import that begins to write hangs in its work, until it is released. */
    async holdWrites(): Promise<HeldWrites> {
      const database = await openDatabase(databaseUrl);
      held = database;
      await database.query("BEGIN; LOCK TABLE product IN SHARE ROW EXCLUSIVE MODE");
      const waiting = () => database.query("SELECT 1 FROM pg_locks WHERE NOT granted");
      const thereWait = (count: number) =>
        vi.waitUntil(async () => (await waiting()).length >= count, {
          timeout: 30_000,
          interval: 100,
        });
      return { begun: () => thereWait(1), cancelWaits: () => thereWait(2), release };
    },

    /** Leaves nothing behind that would hinder the next test. */
    async leave(): Promise<void> {
      await release();
      await run("open");
    },
  };

  async function release() {
    await held?.close();
    held = undefined;
  }

  async function ask(method: string, path: string, body?: object) {
    const headers = { "content-type": "application/json", "x-medusa-access-token": user.apiToken };
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path} answered ${await response.text()}`);
    return response.json();
  }
}

/** Writes of imports that wait. */
export interface HeldWrites {
  /** Until one has begun: from then on it cannot be canceled. */
  begun(): Promise<unknown>;
  /** Until its cancel waits as well, for the import that waits. */
  cancelWaits(): Promise<unknown>;
  release(): Promise<void>;
}

/** A job as it is to be in the list; a time that is missing is not set. */
export interface PutJob {
  id: string;
  type: string;
  result?: object;
  context?: object;
  /** Minutes ago. */
  created_at: number;
  pre_processed_at?: number;
  confirmed_at?: number;
  completed_at?: number;
  canceled_at?: number;
  failed_at?: number;
}

async function insertJob(databaseUrl: string, createdBy: string, job: PutJob): Promise<void> {
  const { id, type, result, context = {}, ...times } = job;
  const names = Object.keys(times);
  const ago = Object.values(times).map((minutes) => new Date(Date.now() - minutes * 60_000));
  const columns = ["id", "type", "created_by", "context", "result", "dry_run", ...names];
  const values = [id, type, createdBy, context, result ?? null, true, ...ago];
  const places = values.map((_, index) => `$${index + 1}`);
  await query(
    databaseUrl,
    `INSERT INTO batch_job (${columns.join(", ")}) VALUES (${places.join(", ")})`,
    values,
  );
}

async function query(databaseUrl: string, sql: string, values?: unknown[]): Promise<void> {
  const database = await openDatabase(databaseUrl);
  try {
    await database.query(sql, values);
  } finally {
    await database.close();
  }
}

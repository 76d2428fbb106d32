import {
  BatchJobCanceledError,
  BatchJobTimeoutError,
  jobApplied,
  type Medusa,
  MedusaConnectionError,
} from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../backend/database.mjs";
import { type Backend, startBackend } from "../backend/spawn.mjs";
import { dropHeldUp, heldUp, holdTable, IMPORTING } from "./held-table.js";
import { adminClient, differs, productCsv, target } from "./shop.js";

/** How often the server goes on with its jobs, in milliseconds: rarely enough to be killed in between. */
const TICK_MS = 500;

const EXPORT = { type: "product-export", context: {} } as const;
const SOON = { interval: 30 };

const isReal = target.kind === "real";

/** A server is started again in most of them: on a busy machine that takes half a minute. */
const LIMITS = { timeout: 120_000 };

describe.runIf(isReal)(
  "a server of its own (real only: the fake is no process to kill)",
  LIMITS,
  () => {
    let backend: Backend;
    let database: Database;
    let medusa: Medusa;

    beforeAll(async () => {
      const { profile = "default" } = target;
      backend = await startBackend({ profile, tick: TICK_MS, log: () => {} });
      database = await openDatabase(backend.databaseUrl);
      medusa = adminClient({ baseUrl: backend.url, apiKey: backend.users[0].apiToken });
    }, 120_000);
    afterAll(async () => {
      await database?.close();
      await backend?.stop();
    });

    test("a wait outlives the server, and sees what the next one does with the job", async () => {
      const { batchJobs } = medusa.admin;
      const prepared = await batchJobs.run({ ...EXPORT, dry_run: true }, SOON);
      // The server has just gone on with its jobs: it will not look at this one before it is killed.
      const created = (await batchJobs.create(EXPORT)).batch_job;
      const waits = [prepared, created].map(({ id }) =>
        batchJobs.wait(id, { ...SOON, until: "finished" }),
      );

      await backend.kill();
      const down = batchJobs.retrieve(created.id, {}, { numberOfRetries: 0 });
      await expect(down).rejects.toBeInstanceOf(MedusaConnectionError);
      await backend.restart();
      await batchJobs.confirm(prepared.id);

      await expect(Promise.all(waits)).resolves.toMatchObject([
        { id: prepared.id, status: "completed" },
        { id: created.id, status: "completed" },
      ]);
    });

    test.skipIf(differs("outage"))(
      "a job that was processing is lost, and the end of its wait says so",
      async () => {
        const { batchJobs } = medusa.admin;
        const { id, release } = await processing("lost");
        await backend.kill();
        await dropHeldUp(database);
        await release();
        await backend.restart();
        const wait = batchJobs.wait(id, { ...SOON, timeout: 4 * TICK_MS });
        await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
        await expect(wait).rejects.toMatchObject({
          applied: undefined,
          job: { id, status: "confirmed" },
          message: expect.stringMatching(/still confirmed .* the server was stopped while it was/),
        });
        expect(await countProducts("lost")).toBe(0);
      },
    );

    test("a cancel while it processes blocks, and comes too late: everything is applied", async () => {
      const { batchJobs } = medusa.admin;
      const { id, release } = await processing("canceled");
      // No wait beside the cancel: the job is completed for a moment before it is canceled as well.
      const canceling = batchJobs.cancel(id);
      await heldUp(database, 1, 'UPDATE%"batch_job"%');
      await release();
      const { batch_job } = await canceling;
      expect(batch_job.status).toBe("canceled");
      // The server's own answer says that nothing was applied: it was read before the job ended.
      expect(jobApplied(batch_job)).toBe(true);
      const error = await batchJobs.wait(id, SOON).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(BatchJobCanceledError);
      expect(error).toMatchObject({
        applied: true,
        job: { status: "canceled", result: { advancement_count: 2 } },
        message: expect.stringContaining("its work took effect"),
      });
      expect(await countProducts("canceled")).toBe(1);
    });

    /** An import that is being processed, and stands still until it is released. */
    async function processing(name: string): Promise<{ id: string; release: () => Promise<void> }> {
      const { batchJobs, uploads } = medusa.admin;
      const [upload] = (await uploads.createProtected(productCsv(name))).uploads;
      const payload = { type: "product-import", context: { fileKey: upload?.key } };
      const release = await holdTable(backend.databaseUrl, "product");
      const { id } = (await batchJobs.create(payload)).batch_job;
      await heldUp(database, 1, IMPORTING);
      return { id, release };
    }

    async function countProducts(name: string): Promise<number> {
      const path = `/admin/products?limit=1&q=${name}`;
      return (await medusa.client.request<{ count: number }>("GET", path)).count;
    }
  },
);

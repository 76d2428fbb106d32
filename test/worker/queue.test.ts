import { appendFile } from "node:fs/promises";
import { Medusa } from "medusa-batch-jobs";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { serveFake } from "../support/serve-fake.js";
import { writeFiles } from "./support/files.js";
import { add, type Place, type Watcher, WorkerProcess } from "./support/fleet.js";
import { type Moment, Witness } from "./support/moments.js";
import { TestQueue } from "./support/queue.js";
import { openFake, stockOf } from "./support/shops.js";

/** Starts a worker, until the test is over. */
async function startWorker(place: Place, watcher?: Watcher): Promise<WorkerProcess> {
  const worker = await WorkerProcess.start(place, watcher);
  onTestFinished(() => worker.kill());
  return worker;
}

/** Does something once, when a worker's import is at a moment, which is held so long. */
function once(moment: Moment, act: (worker: WorkerProcess) => unknown): Watcher {
  const witness = new Witness(() => "the only one");
  let isDone = false;
  return async (exchange, worker) => {
    if (isDone || !witness.read(exchange).some((seen) => seen.moment === moment)) return;
    isDone = true;
    await act(worker);
  };
}

describe.skipIf(!inject("hasRedis"))("a worker", () => {
  test("imports a file once that was added twice", async () => {
    const shop = await openFake();
    const queue = new TestQueue(shop);
    const [path = ""] = await writeFiles("mug");
    const [key = "", same] = await add(shop, path, path);
    await startWorker(shop);

    await queue.allDone([key]);
    expect(await add(shop, path)).toEqual([key]);
    expect(same).toBe(key);
    expect(await queue.counts()).toEqual({ completed: 1 });
    expect((await stockOf(shop)).applied).toEqual([key]);
  });

  test("fails a file that is none at its first attempt, in the words of the check, and imports the corrected one", async () => {
    const shop = await openFake();
    const queue = new TestQueue(shop);
    const [good = "", bad = ""] = await writeFiles("mug", "cup");
    await appendFile(bad, "one;cell;too;many;;;;;;;;;;\n");
    const [key = ""] = await add(shop, bad);
    await startWorker(shop);

    const job = await queue.failed(key);
    expect(job.failedReason).toMatch(/^Medusa would refuse the file.*Line 3/);
    expect(job.attemptsMade).toBe(1);
    expect((await stockOf(shop)).handles).toEqual([]);

    await queue.allDone(await add(shop, good));
    expect((await stockOf(shop)).handles).toEqual(["mug"]);
  });

  test("fails an import that a person has canceled, at its first attempt; under another name it is imported", async () => {
    const shop = await openFake();
    const queue = new TestQueue(shop);
    const [path = ""] = await writeFiles("mug");
    const [key = ""] = await add(shop, path);
    const { batchJobs } = new Medusa({ baseUrl: shop.shopUrl, apiKey: shop.token }).admin;
    const cancel = once("the job is prepared", async () => {
      const { batch_jobs } = await batchJobs.list();
      for (const { id } of batch_jobs) await batchJobs.cancel(id);
    });
    await startWorker(shop, cancel);

    const job = await queue.failed(key);
    expect(job.failedReason).toMatch(/canceled/);
    expect(job.attemptsMade).toBe(1);
    expect((await stockOf(shop)).handles).toEqual([]);

    const again = await add(shop, "--as", "again", path);
    await queue.allDone(again);
    expect(again).toEqual([`${key}-again`]);
    expect((await stockOf(shop)).applied).toEqual(again);
  });

  test("leaves a file to a later attempt while the shop is away", async () => {
    const shop = await openFake();
    const away = await serveFake();
    await away.close();
    const place = { ...shop, shopUrl: away.url };
    const queue = new TestQueue(shop);
    const [key = ""] = await add(shop, ...(await writeFiles("mug")));
    const delayed = queue.delayed(key);
    await startWorker(place);

    const job = await delayed;
    expect(job.attemptsMade).toBe(1);
    const back = await serveFake({ port: Number(new URL(away.url).port), tick: 50 });
    onTestFinished(() => back.close());
    await job.promote();
    await queue.allDone([key]);
    expect((await stockOf(place)).applied).toEqual([key]);
  });

  test("that is told to end gives its job back at once, not as a failed attempt; the import goes on, and the next one finds it", async () => {
    const shop = await openFake();
    const queue = new TestQueue(shop);
    const [key = "", next = ""] = await add(shop, ...(await writeFiles("mug", "cup")));
    const worker = await startWorker(
      shop,
      once("the confirm is answered", async (worker) => {
        worker.terminate();
        await worker.exited;
      }),
    );

    expect(await worker.exited).toEqual([0, null]);
    expect(await queue.counts()).toEqual({ waiting: 2 });
    expect(await queue.job(key)).toMatchObject({ attemptsMade: 0, stalledCounter: 0 });

    await startWorker(shop);
    await queue.allDone([key, next]);
    expect(await queue.job(key)).toMatchObject({ attemptsMade: 1, stalledCounter: 0 });
    expect((await stockOf(shop)).applied.toSorted()).toEqual([key, next].toSorted());
  });
});

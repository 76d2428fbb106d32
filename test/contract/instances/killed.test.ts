import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hasNginx } from "../../support/nginx.js";
import { IMPORTING, patiently } from "../held-table.js";
import { productCsv, target } from "../shop.js";
import { type Answer, SharedShop } from "./shared-shop.js";

const SOON = { interval: 30 };
const DRY = { type: "product-export", dry_run: true, context: {} } as const;
/** What takes 10 s takes a minute on a busy machine. */
const START_MS = 180_000;
const KILL_MS = 240_000;
/** How long it is looked for a job whose create was lost. */
const LOST_MS = 10_000;

describe.runIf(target.profile === "production" && hasNginx)(
  "one of two instances behind nginx is killed (production alone: the others share no sessions, files and events)",
  () => {
    let shop: SharedShop;
    beforeAll(async () => {
      shop = await SharedShop.start();
    }, START_MS);
    afterEach(() => shop.heal(), START_MS);
    afterAll(() => shop?.stop());

    test(
      "while it works at an import: the other does it, and the wait has seen no error",
      async () => {
        const { medusa, answers } = shop.client();
        // So that it is the first one that works at it.
        const restart = await shop.kill("medusa-2");
        const release = await shop.hold("product");
        const importing = medusa.admin.batchJobs.importFile(productCsv("resumed"), SOON);
        importing.catch(() => {});
        await shop.heldUp(1, IMPORTING);
        await restart();
        await shop.kill("medusa-1");
        await shop.giveAway();
        await release();
        await expect(importing).resolves.toMatchObject({
          status: "completed",
          result: { advancement_count: 2 },
        });
        // A poll that is on its way at that moment may be answered by nginx itself; the wait goes on.
        const statuses = new Set(answers.map(({ status }) => status));
        expect([200, 201, 502]).toEqual(expect.arrayContaining([...statuses]));
        expect(await shop.countProducts("resumed")).toBe(1);
      },
      KILL_MS,
    );

    test(
      "when it has created what it was asked for: its job is found, and none is created again",
      async () => {
        const keys = newKeys("done");
        const { medusa, answers } = shop.client();
        const hold = await shop.hold("batch_job");
        const creates = keys.map((idempotencyKey) =>
          medusa.admin.batchJobs.create(DRY, {}, { idempotencyKey }),
        );
        await shop.heldUp(keys.length, 'INSERT INTO%"batch_job"%');
        // The last byte of an answer waits until the session is saved.
        const releaseAnswers = await shop.holdWritesToRedis();
        await hold();
        await patiently(async () => (await shop.countJobs(keys)) === keys.length);
        await shop.kill("medusa-1");
        await releaseAnswers();
        const ids = (await Promise.all(creates)).map(({ batch_job }) => batch_job.id);
        expect(new Set(ids).size).toBe(keys.length);
        expect(await shop.countJobs(keys)).toBe(keys.length);
        expect(answers.filter(({ status }) => status === 201).length).toBeLessThan(keys.length);
      },
      KILL_MS,
    );

    test(
      "before it has created what it was asked for: that is ambiguous, and to run again creates one",
      async () => {
        const keys = newKeys("undone");
        const { medusa, answers } = shop.client();
        const create = (idempotencyKey: string) =>
          medusa.admin.batchJobs.create(DRY, {}, { idempotencyKey, timeout: LOST_MS });
        const release = await shop.hold("batch_job");
        const creates = keys.map(create);
        const settled = Promise.allSettled(creates);
        await shop.heldUp(keys.length, 'INSERT INTO%"batch_job"%');
        await shop.kill("medusa-1");
        const isLost = ({ method, status }: Answer) => method === "POST" && status === 502;
        await patiently(() => answers.some(isLost));
        await release();
        const failures = (await settled).flatMap((one) =>
          one.status === "rejected" ? [one.reason] : [],
        );
        expect(failures).toHaveLength(answers.filter(isLost).length);
        for (const failure of failures) {
          expect(failure).toMatchObject({ name: "MedusaAPIError", status: 502, ambiguous: true });
        }
        expect(await shop.countJobs(keys)).toBe(keys.length - failures.length);
        await Promise.all(keys.map(create));
        expect(await shop.countJobs(keys)).toBe(keys.length);
      },
      KILL_MS,
    );
  },
);

/** So many that each instance has some of them. */
function newKeys(name: string): string[] {
  return [1, 2, 3, 4].map((number) => `${name}-${number}`);
}

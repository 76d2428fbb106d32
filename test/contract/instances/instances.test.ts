import { type BatchJob, BatchJobFailedError, type Medusa } from "medusa-batch-jobs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CERTIFICATE, hasNginx } from "../../support/nginx.js";
import { productRows } from "../../support/product-rows.js";
import { Callers } from "../once/caller.js";
import { productCsv, target } from "../shop.js";
import { type Answer, SharedShop } from "./shared-shop.js";

const EXPORT = { type: "product-export", context: {} } as const;
const SOON = { interval: 30 };
const ROUNDS = 6;
const CLAIMERS = 3;
/** What takes 10 s takes a minute on a busy machine. */
const START_MS = 180_000;
const CLAIMS_MS = 240_000;

type Admin = Medusa["admin"];

describe.runIf(target.profile === "production" && hasNginx)(
  "two instances behind nginx (production alone: the others share no sessions, files and events)",
  () => {
    let shop: SharedShop;
    let instances: string[];
    beforeAll(async () => {
      shop = await SharedShop.start();
      instances = shop.backend.urls.map((url) => new URL(url).host).sort();
    }, START_MS);
    afterEach(() => shop?.heal(), START_MS);
    afterAll(() => shop?.stop());

    test("a job is seen, and waited for, at both, whichever has created it", async () => {
      const { medusa, answers } = shop.client();
      const { batchJobs } = medusa.admin;
      const { batch_job } = await batchJobs.create(EXPORT);
      await expect(batchJobs.wait(batch_job, SOON)).resolves.toMatchObject({ status: "completed" });
      const { batch_jobs } = await batchJobs.list({ limit: 1 });
      expect(batch_jobs[0]?.id).toBe(batch_job.id);
      expect(whoAnswered(answers)).toEqual(instances);
    });

    test("a live list shows what happens at both", async () => {
      const { medusa, answers } = shop.client();
      const others = shop.client().medusa.admin.batchJobs;
      const since = new Date();
      const ended = new Set<string>();
      const created = Promise.all([1, 2, 3, 4].map(() => others.create(EXPORT)));
      const ids = new Set((await created).map(({ batch_job }) => batch_job.id));
      for await (const { id, status } of medusa.admin.batchJobs.watchList(
        { created_at: { gte: since } },
        SOON,
      )) {
        if (status === "completed") ended.add(id);
        if (ended.size === ids.size) break;
      }
      expect(ended).toEqual(ids);
      expect(whoAnswered(answers)).toEqual(instances);
    });

    test("a session that one opens is known to the other, and its cookie is for TLS and the sub-path", async () => {
      const { medusa, answers } = shop.client({ apiKey: undefined });
      const [{ email, password }] = shop.backend.users;
      const { user } = await medusa.admin.auth.createSession({ email, password });
      const login = answers.find(({ method }) => method === "POST");
      for (const part of ["connect.sid=", "; Path=/shop/backend/;", "; Secure"]) {
        expect(login?.setCookie).toContain(part);
      }
      const after = answers.length;
      for (const _ of instances) {
        expect((await medusa.admin.auth.getSession()).user.id).toBe(user.id);
      }
      expect(whoAnswered(answers.slice(after))).toEqual(instances);
      await medusa.admin.auth.deleteSession();
      for (const _ of instances) {
        await expect(medusa.admin.auth.getSession()).rejects.toMatchObject({ status: 401 });
      }
    });

    test("a JWT that one gives out is taken by the other", async () => {
      const { medusa, answers } = shop.client({ apiKey: undefined });
      const [{ email, password }] = shop.backend.users;
      await medusa.admin.auth.getToken({ email, password });
      const after = answers.length;
      for (const _ of instances) await medusa.admin.batchJobs.list({ limit: 1 });
      expect(whoAnswered(answers.slice(after))).toEqual(instances);
    });

    test("files go up through nginx, and come down from the store, which gets no credentials", async () => {
      const { medusa, answers } = shop.client();
      const { uploads, batchJobs } = medusa.admin;
      // More than nginx's own limit.
      const [upload] = (await uploads.createProtected(new File(["x".repeat(2e6)], "large.csv")))
        .uploads;
      const { download_url } = await uploads.getPresignedDownloadUrl({
        file_key: upload?.key ?? "",
      });
      const store = shop.backend.storage?.url ?? "";
      expect(download_url).toMatch(new RegExp(`^${store}/`));
      expect((await (await fetch(download_url)).text()).length).toBe(2e6);

      const file = await batchJobs.exportFile(SOON);
      expect(await file.text()).toContain("Product Handle");
      const downloads = answers.filter(({ from }) => from === store);
      expect(downloads.length).toBeGreaterThan(0);
      for (const { sent } of downloads) {
        expect(sent).not.toHaveProperty("x-medusa-access-token");
        expect(sent).not.toHaveProperty("authorization");
        expect(sent).not.toHaveProperty("cookie");
      }
    });

    test(
      "of the processes that claim a key, one wins, and all hold its job",
      async () => {
        const callers = await Callers.open({ NODE_EXTRA_CA_CERTS: CERTIFICATE.cert });
        try {
          for (let round = 0; round < ROUNDS; round++) await claim(callers, `claim-${round}`);
        } finally {
          await callers.close();
        }
      },
      CLAIMS_MS,
    );

    async function claim(callers: Callers, key: string): Promise<void> {
      const task = {
        method: "importFile" as const,
        baseUrl: shop.baseUrl,
        apiKey: shop.backend.users[0].apiToken,
        key,
        csv: productRows(key),
        takeOverAfter: 30_000,
      };
      const outcomes = await Promise.all(
        Array.from({ length: CLAIMERS }, () => callers.perform(task, () => {})),
      );
      const applied = await shop.database.query<{ id: string }>(
        "SELECT id FROM batch_job WHERE context->>'idempotency_key' = $1 AND confirmed_at IS NOT NULL",
        [key],
      );
      expect(applied).toHaveLength(1);
      const [{ id } = { id: "" }] = applied;
      for (const outcome of outcomes) expect(outcome).toMatchObject({ id });
      expect(await shop.countProducts(key)).toBe(1);
    }

    test(
      "of two who confirm at once at both, neither is refused, and the job takes effect once",
      async () => {
        const clients = [shop.client().medusa.admin, shop.client().medusa.admin] as const;
        const { id } = await prepared(clients[0], "at-once");
        const release = await shop.hold("batch_job");
        const confirms = clients.map(({ batchJobs }) => batchJobs.confirm(id));
        // Of requests that are under way, each instance has as many as the other.
        await shop.heldUp(clients.length, 'UPDATE%"batch_job"%');
        await release();
        for (const { response } of await Promise.all(confirms)) expect(response.status).toBe(200);
        // Both instances process it: one does it, and the other one's failure can be written beside that.
        for (const { batchJobs } of clients) {
          const wait = batchJobs.wait(id, { ...SOON, until: "finished" });
          const outcome = await wait.catch((error: unknown) => error);
          expect(outcome).toSatisfy(
            (end) => end.status === "completed" || end instanceof BatchJobFailedError,
          );
        }
        expect(await shop.countProducts("at-once")).toBe(1);
      },
      CLAIMS_MS,
    );

    /** An import that waits to be confirmed. */
    async function prepared({ uploads, batchJobs }: Admin, handle: string): Promise<BatchJob> {
      const [upload] = (await uploads.createProtected(productCsv(handle))).uploads;
      const payload = { type: "product-import", dry_run: true, context: { fileKey: upload?.key } };
      const { batch_job } = await batchJobs.create(payload);
      return batchJobs.wait(batch_job, { ...SOON, until: "pre_processed" });
    }
  },
);

function whoAnswered(answers: readonly Answer[]): string[] {
  return [...new Set(answers.map(({ from }) => from))].sort();
}

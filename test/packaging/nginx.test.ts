import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import Medusa, { type Config, type RetryEvent } from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CERTIFICATE, guideSite, hasNginx, type Nginx, startNginx } from "../support/nginx.js";
import { type ServedFake, serveFake } from "../support/serve-fake.js";

describe.runIf(hasNginx)("behind the guide's nginx", () => {
  let medusa: ServedFake;
  let nginx: Nginx;

  beforeAll(async () => {
    medusa = await serveFake({ production: true, tick: 0 });
    nginx = await startNginx(guideSite(0).replace("http://127.0.0.1:9000", medusa.url));
  });
  afterAll(async () => {
    await nginx?.stop();
    await medusa.close();
  });

  function client(config: Config = {}): Medusa {
    const httpsAgent = new Agent({ ca: readFileSync(CERTIFICATE.cert), keepAlive: true });
    return new Medusa({ baseUrl: `https://127.0.0.1:${nginx.port}`, httpsAgent, ...config });
  }

  test("a login in production leaves a session", async () => {
    const { admin } = client();
    await admin.auth.createSession({ email: "admin@medusa-test.com", password: "supersecret" });
    expect((await admin.batchJobs.list()).count).toBe(0);
  });

  test("a file of more than nginx's own limit is uploaded", async () => {
    const { admin } = client({ apiKey: "test_api_token_admin" });
    const file = new File(["x".repeat(3_000_000)], "large.csv");
    expect((await admin.uploads.create(file)).uploads).toHaveLength(1);
  });

  test("whoever asks too often waits as long as nginx asks, creates too", async () => {
    const retries: RetryEvent[] = [];
    const onRetry = (event: RetryEvent) => retries.push(event);
    const { batchJobs } = client({ apiKey: "test_api_token_admin", onRetry, maxRetries: 5 }).admin;
    const create = () => batchJobs.create({ type: "product-export", context: {} });
    await Promise.all(Array.from({ length: 200 }, create));
    expect(medusa.fake.jobs).toHaveLength(200);
    expect(retries.length).toBeGreaterThan(0);
    expect(new Set(retries.map(({ status, delay }) => `${status} ${delay}`))).toEqual(
      new Set(["429 1000"]),
    );
  });
});

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Medusa, { type Config, type RetryEvent } from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedFake, serveFake } from "../support/serve-fake.js";
import { examplesIn } from "./examples/extract.js";

const tls = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** The block of docs/proxies.md, with the ports and files that there are here. */
function configuration(folder: string, port: number, backend: string): string {
  const [site] = examplesIn("docs/proxies.md").filter(
    ({ info: [language] }) => language === "nginx",
  );
  const here = site?.code
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("http://127.0.0.1:9000", backend)
    .replace("/etc/ssl/shop.example.crt", tls("cert.pem"))
    .replace("/etc/ssl/shop.example.key", tls("key.pem"));
  const buffers = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  return `daemon off; pid ${folder}/pid; events {}
http { access_log off; ${buffers.join(" ")}
${here} }`;
}

describe.skipIf(spawnSync("nginx", ["-v"]).status !== 0)("behind the guide's nginx", () => {
  let folder: string;
  let medusa: ServedFake;
  let nginx: ChildProcess;
  let baseUrl: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "medusa-batch-jobs-nginx-"));
    medusa = await serveFake({ production: true, tick: 0 });
    // Of a master that is root, the workers are nobody, and keep large bodies here.
    chmodSync(folder, 0o711);
    await start();
  });

  async function start(): Promise<void> {
    const port = await freePort();
    baseUrl = `https://127.0.0.1:${port}`;
    writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, medusa.url));
    const log = join(folder, "log");
    nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", log], {
      stdio: "ignore",
    });
    while (!(await isUp(baseUrl))) {
      if (nginx.exitCode === null) {
        await sleep(20);
        continue;
      }
      const said = readFileSync(log, "utf8");
      if (!said.includes("Address already in use")) throw new Error(said);
      rmSync(log);
      // Someone else took the free port first.
      return start();
    }
  }

  afterAll(async () => {
    if (nginx.exitCode === null) {
      nginx.kill("SIGQUIT");
      await once(nginx, "exit");
    }
    await medusa.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function client(config: Config = {}): Medusa {
    return new Medusa({ baseUrl, httpsAgent: agent(), ...config });
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

function agent(): Agent {
  return new Agent({ ca: readFileSync(tls("cert.pem")), keepAlive: true });
}

/** Whether something listens; what it answers does not matter. */
async function isUp(baseUrl: string): Promise<boolean> {
  const { client } = new Medusa({ baseUrl, httpsAgent: agent(), maxRetries: 0 });
  const error = await client.request("GET", "/").catch((thrown) => thrown);
  return error?.code !== "ECONNREFUSED";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  server.close();
  await once(server, "close");
  return address.port;
}

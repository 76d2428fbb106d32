import { once } from "node:events";
import { createServer } from "node:http";
import Medusa from "medusa-batch-jobs";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
let now: number;
beforeEach(async () => {
  now = Date.now();
  shop = await openShop({ clock: () => now });
});
afterEach(() => shop.close());

/** A job whose file is not there: it stays created for ever. */
async function stuckJob(): Promise<string> {
  const medusa = new Medusa({ baseUrl: shop.url });
  await medusa.admin.auth.getToken({
    email: `${shop.env.MEDUSA_EMAIL}`,
    password: `${shop.env.MEDUSA_PASSWORD}`,
  });
  const { batch_job } = await medusa.admin.batchJobs.create({
    type: "product-import",
    context: { fileKey: "no-such-file.csv" },
  });
  return batch_job.id;
}

test("a healthy server has a line for each check, and exits 0", async () => {
  const { exitCode, stdout } = await runCli(["doctor"], { env: shop.env });
  expect(stdout).toMatch(
    new RegExp(
      `^ok {7}settings The backend is ${shop.url}, by MEDUSA_BACKEND_URL\\.
ok {7}settings The login is e-mail and password \\(MEDUSA_EMAIL, MEDUSA_PASSWORD\\)\\.
ok {7}reach    It answers, within \\d+ ms\\.
ok {7}login    You are admin@medusa-test\\.com \\(member\\), by JWT\\.
ok {7}version  Medusa 1\\.17 or newer: it gives JWTs\\.
ok {7}jobs     No job of yours is active\\.
$`,
    ),
  );
  expect(exitCode).toBe(0);
});

test("a job that hangs is a problem, exits 1, and says what to do", async () => {
  const id = await stuckJob();
  now += 5 * 60_000;
  const { exitCode, stdout } = await runCli(["doctor", "--json"], { env: shop.env });
  const { checks } = JSON.parse(stdout);
  expect(checks.at(-1)).toEqual({
    name: "jobs",
    ok: false,
    message: expect.stringMatching(
      new RegExp(
        `^1 job is created and not prepared, the oldest for \\d+ min: product-import ${id}`,
      ),
    ),
    hint: expect.stringContaining("fileKey"),
  });
  expect(exitCode).toBe(1);
});

test("a backend that is not there exits 75, and what needs it is not looked at", async () => {
  const { exitCode, stdout } = await runCli([
    "doctor",
    "--url",
    "http://127.0.0.1:9",
    "--retries",
    "0",
  ]);
  expect(exitCode).toBe(75);
  expect(stdout).toMatch(/^problem {2}reach .*no connection to http:\/\/127\.0\.0\.1:9/m);
  expect(stdout.match(/^skipped /gm)).toHaveLength(3);
  expect(stdout).not.toMatch(/doctor/);
});

test("an older server is named by how it takes an API token, whose user it does not say", async () => {
  const old = await openShop({ version: "1.16.1" });
  onTestFinished(() => old.close());
  const env = { MEDUSA_BACKEND_URL: old.url, MEDUSA_API_TOKEN: "test_api_token_admin" };
  const { exitCode, stdout } = await runCli(["doctor"], { env });
  expect(stdout).toMatch(
    /^ok {7}login {4}The API token is taken\. Whose it is, Medusa says from 1\.17\.$/m,
  );
  expect(stdout).toMatch(
    /^ok {7}version {2}Medusa 1\.16 or older: it takes an API token as authorization/m,
  );
  expect(exitCode).toBe(0);
});

test("a page in place of Medusa is named", async () => {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html").end("<h1>Welcome</h1>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${Object(server.address()).port}`;
  const { exitCode, stdout } = await runCli(["doctor", "--url", url]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`Is --url (${url}) the Medusa backend itself?`);
});

test("a login that is wrong exits 4, and one that is missing 2", async () => {
  const [wrong, missing] = await Promise.all([
    runCli(["doctor"], { env: { ...shop.env, MEDUSA_PASSWORD: "not-the-password" } }),
    runCli(["doctor", "--json"], { env: { MEDUSA_BACKEND_URL: shop.url } }),
  ]);
  expect(wrong.exitCode).toBe(4);
  expect(wrong.stdout).toMatch(/^problem {2}login {4}Wrong e-mail or password\.$/m);
  expect(missing.exitCode).toBe(2);
  expect(JSON.parse(missing.stdout).checks).toContainEqual({
    name: "version",
    ok: null,
    message: "Not looked at.",
  });
});

import { once } from "node:events";
import { createServer } from "node:http";
import { DEFAULT_USERS, type FakeMedusa } from "medusa-batch-jobs/testing";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

/** What was asked for, in order. */
const asked = (fake: FakeMedusa) => fake.requests.map(({ method, path }) => `${method} ${path}`);

test("whoami says which backend it is, and who is logged in, how and by what", async () => {
  const { exitCode, stdout, stderr } = await runCli(["whoami"], { env: shop.env });
  expect(stdout).toBe(
    `backend    ${shop.url} (MEDUSA_BACKEND_URL)
user       admin@medusa-test.com
role       member
id         ${shop.fake.users[0]?.id}
logged in  by JWT (MEDUSA_EMAIL, MEDUSA_PASSWORD)
`,
  );
  expect(stderr).toBe(`Logging in to ${shop.url} as admin@medusa-test.com\n`);
  expect(exitCode).toBe(0);
  expect(asked(shop.fake)).toEqual(["POST /admin/auth/token", "GET /admin/auth"]);
});

test("whoami --json is one object, without a secret", async () => {
  const [user] = DEFAULT_USERS;
  const { stdout, stderr } = await runCli(["whoami", "--json", "--token-file", "-"], {
    env: { MEDUSA_BACKEND_URL: shop.url },
    input: `${user?.apiToken}\r\n`,
  });
  expect(JSON.parse(stdout)).toMatchObject({
    url: shop.url,
    user: { email: "admin@medusa-test.com", role: "member" },
    loggedInBy: "API token",
  });
  expect(stdout).not.toContain(user?.apiToken);
  expect(stderr).toBe("");
  expect(asked(shop.fake)).toEqual(["GET /admin/auth"]);
});

test("a wrong password is one error, and exits 4", async () => {
  const { exitCode, stdout, stderr } = await runCli(["whoami"], {
    env: { ...shop.env, MEDUSA_PASSWORD: "not-the-password" },
  });
  expect(exitCode).toBe(4);
  expect(stdout).toBe("");
  expect(stderr).toMatch(
    /^Logging in .*\nerror: Wrong e-mail or password\.\nIt was tried for admin@medusa-test\.com at http:\S+, by MEDUSA_EMAIL and MEDUSA_PASSWORD\.\n$/,
  );
});

test("a wrong token exits 4, and is named by where it came from", async () => {
  const { exitCode, stderr } = await runCli(["whoami", "--json"], {
    env: { ...shop.env, MEDUSA_API_TOKEN: "wrong-token-1234" },
  });
  expect(exitCode).toBe(4);
  const { error } = JSON.parse(stderr);
  expect(error).toMatchObject({ exitCode: 4, name: "MedusaAuthenticationError", status: 401 });
  expect(error.message).toMatch(/MEDUSA_API_TOKEN is no API token of a user there/);
  expect(stderr).not.toContain("wrong-token-1234");
});

test("nothing is sent where a login is missing, and its variables and flags are named", async () => {
  const { exitCode, stderr } = await runCli(["whoami"], { env: { MEDUSA_BACKEND_URL: shop.url } });
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    "error: Nobody is logged in: MEDUSA_API_TOKEN is not set, nor are MEDUSA_EMAIL and MEDUSA_PASSWORD.\nSet them, or pass --token-file FILE, or --email ADDRESS --password-file FILE.\n",
  );
  expect(shop.fake.requests).toEqual([]);
});

test("a Medusa before 1.17 gives no JWT: a session is opened, and closed when all is done", async () => {
  const old = await openOldShop();
  const { exitCode, stdout } = await runCli(["whoami"], {
    env: { ...shop.env, MEDUSA_BACKEND_URL: old.url },
  });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^logged in {2}by session/m);
  expect(asked(old.fake)).toEqual([
    "POST /admin/auth/token",
    "POST /admin/auth/token",
    "POST /admin/auth",
    "GET /admin/auth",
    "GET /admin/auth",
    "DELETE /admin/auth",
  ]);
});

test("a session is closed after a failure, too", async () => {
  const old = await openOldShop();
  const { exitCode } = await runCli(["get", "batch_nope"], {
    env: { ...shop.env, MEDUSA_BACKEND_URL: old.url },
  });
  expect(exitCode).toBe(2);
  expect(asked(old.fake).at(-1)).toBe("DELETE /admin/auth");
});

test("a Medusa before 1.17 takes a token, but does not say whose it is", async () => {
  const old = await openOldShop();
  const env = { MEDUSA_BACKEND_URL: old.url, MEDUSA_API_TOKEN: "test_api_token_admin" };
  const [list, whoami] = [await runCli(["list"], { env }), await runCli(["whoami"], { env })];
  expect(list.exitCode).toBe(0);
  expect(whoami.exitCode).toBe(2);
  expect(whoami.stderr).toContain(
    "error: up to 1.16, Medusa says who is logged in by a session, and not whose an API token is: log in with MEDUSA_EMAIL and MEDUSA_PASSWORD.",
  );
});

async function openOldShop(): Promise<CliShop> {
  const old = await openShop({ version: "1.16.1" });
  onTestFinished(() => old.close());
  return old;
}

test("a login whose answer is lost changes nothing: exit 75, to be tried again", async () => {
  const server = createServer((request) => void request.socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${Object(server.address()).port}`;
  const { exitCode, stderr } = await runCli(["whoami", "--url", url, "--retries", "0"], {
    env: { MEDUSA_EMAIL: "a@b.cd", MEDUSA_PASSWORD: "secret-word" },
  });
  expect(exitCode).toBe(75);
  expect(stderr).toMatch(/To find out what is wrong: mbj --url \S+ doctor\n$/);
});

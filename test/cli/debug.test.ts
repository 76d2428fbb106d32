import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const EMAIL = "marked@shop.example";
const PASSWORD = "M4rk3d p%ssword";
const TOKEN = "m4rk3d_api_token";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop({ users: [{ email: EMAIL, password: PASSWORD, apiToken: TOKEN }] });
});
afterEach(() => shop.close());

test("--debug shows each request and answer on stderr, and the result stays what it is", async () => {
  const { stdout, stderr } = await runCli(["whoami", "--json", "--debug"], {
    env: { MEDUSA_BACKEND_URL: shop.url, MEDUSA_API_TOKEN: TOKEN },
  });
  expect(JSON.parse(stdout).user.email).toBe(EMAIL);
  expect(stderr).toMatch(new RegExp(`^> #1 GET ${shop.url}/admin/auth$`, "m"));
  expect(stderr).toMatch(/^> {4}x-medusa-access-token: \[redacted\]$/m);
  expect(stderr).toMatch(/^< #1 after \d+ ms: 200 OK$/m);
  expect(stderr).toMatch(/^< {4}content-type: application\/json/m);
});

test("no way to log in leaves a secret in any output", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "token"), `${TOKEN}\n`);
  await writeFile(join(cwd, "password"), `${PASSWORD}\n`);
  await writeFile(join(cwd, ".env"), `MEDUSA_EMAIL=${EMAIL}\nMEDUSA_PASSWORD='${PASSWORD}'\n`);
  const url = { MEDUSA_BACKEND_URL: shop.url };
  const wrong = `${PASSWORD} and more`;
  const header = "m4rk3d_proxy_key";
  const runs = await Promise.all([
    runCli(["whoami", "--debug"], { env: { ...url, MEDUSA_API_TOKEN: TOKEN } }),
    runCli(["whoami", "--debug", "--token-file", "token"], { cwd, env: url }),
    runCli(["doctor", "--debug", "--email", EMAIL, "--password-file", "password"], {
      cwd,
      env: url,
    }),
    runCli(["doctor", "--debug", "--json", "--env-file", ".env"], { cwd, env: url }),
    runCli(["whoami", "--debug"], {
      env: { ...url, MEDUSA_EMAIL: EMAIL, MEDUSA_PASSWORD: wrong },
    }),
    runCli(["whoami", "--debug", "--header", `x-proxy-key: ${header}`], {
      env: { ...url, MEDUSA_API_TOKEN: `${TOKEN}x` },
    }),
    runCli(["whoami", "--debug", "--password-file", "-", "--email", EMAIL], {
      env: { MEDUSA_BACKEND_URL: "http://127.0.0.1:9" },
      input: PASSWORD,
    }),
  ]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 4, 4, 75]);
  for (const { stdout, stderr } of runs) {
    expect(stdout + stderr).not.toMatch(/M4rk3d|m4rk3d|eyJ|connect\.sid=/);
    expect(stderr).toMatch(/^> #1 |^\* again /m);
  }
});

test("--debug says why a request is sent again, and what a redirect leads to without what signs it", async () => {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    if (count === 1) response.writeHead(503).end();
    else response.writeHead(302, { location: "https://files.example/x.csv?sig=m4rk3d" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const { stderr } = await runCli(["whoami", "--debug"], {
    env: {
      MEDUSA_BACKEND_URL: `http://127.0.0.1:${Object(server.address()).port}`,
      MEDUSA_API_TOKEN: TOKEN,
    },
  });
  expect(stderr).toMatch(/^\* again in \d+ ms: GET \/admin\/auth \(.*503.*\)$/m);
  expect(stderr).toMatch(/location: https:\/\/files\.example\/x\.csv\?\[redacted\]/);
  expect(stderr).not.toContain("m4rk3d");
});

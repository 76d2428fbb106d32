import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Fate, type GatedShop, openGatedShop, page } from "../support/gate.js";
import { runInProcess } from "../support/in-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const TOKEN = "token-marked-4711";
const PASSWORD = "password-marked-4711";
const HEADER = "header-marked-4711";
const USER = { email: "admin@medusa-test.com", password: PASSWORD, apiToken: TOKEN };
const COMMANDS = ["list", "get batch_1", "whoami", "doctor"];

let shop: GatedShop;
let folder: string;
beforeEach(async () => {
  shop = await openGatedShop({ users: [USER] });
  folder = await temporaryFolder();
  await writeFile(join(folder, "token"), `${TOKEN}\n`);
  await writeFile(join(folder, "password"), `${PASSWORD}\n`);
  await writeFile(join(folder, "env"), `MEDUSA_API_TOKEN=${TOKEN}\n`);
});
afterEach(() => shop.close());

/** A server that says all that it was told. */
const gossip =
  (status: number): Fate =>
  async (incoming, outgoing) => {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk);
    const heard = JSON.stringify([incoming.headers, Buffer.concat(body).toString()]);
    outgoing.writeHead(status, { "content-type": "application/json", "x-heard": heard });
    outgoing.end(JSON.stringify({ type: "invalid_data", message: `You sent ${heard}`, heard }));
  };

const SERVERS: [name: string, fate: Fate | undefined][] = [
  ["that works", undefined],
  ...[200, 400, 401, 500, 503].map((status): [string, Fate] => [
    `that answers ${status} with all that it heard`,
    gossip(status),
  ]),
  ["that is none", page(404)],
];

test.each(SERVERS)("no word holds a secret, before a server %s", async (_name, fate) => {
  if (fate) shop.spoil(/./, fate);
  const url = { MEDUSA_BACKEND_URL: shop.url };
  const logins: [flags: string[], env: Record<string, string>][] = [
    [[], { MEDUSA_API_TOKEN: TOKEN }],
    [["--token-file", join(folder, "token")], {}],
    [["--env-file", join(folder, "env")], {}],
    [[], { MEDUSA_EMAIL: USER.email, MEDUSA_PASSWORD: PASSWORD }],
    [["--email", USER.email, "--password-file", join(folder, "password")], {}],
    [["--header", `Authorization: Bearer ${HEADER}`], { MEDUSA_API_TOKEN: TOKEN }],
  ];
  for (const [flags, env] of logins) {
    for (const manner of ["--debug", "--json"]) {
      for (const command of COMMANDS) {
        const args = [...flags, manner, "--retries", "0", "--timeout", "1s", ...command.split(" ")];
        const { stdout, stderr } = await runInProcess(args, {
          env: { ...url, ...env },
        });
        const said = `${command}: ${stdout}${stderr}`;
        for (const secret of [TOKEN, PASSWORD, HEADER, encodeURIComponent(PASSWORD)]) {
          expect(said).not.toContain(secret);
        }
        expect(said).not.toMatch(/connect\.sid=s|eyJ[\w-]{20}/);
      }
    }
  }
});

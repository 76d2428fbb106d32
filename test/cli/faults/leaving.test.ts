import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli } from "../support/children.js";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const CREATE = /^POST \/admin\/batch-jobs$/;
const CANCEL = /^POST \/admin\/batch-jobs\/\w+\/cancel/;
const LOOK = /^GET \/admin\/batch-jobs/;

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  cwd = await temporaryFolder();
});
afterEach(() => shop.close());

const start = (...args: string[]) => startCli(args, { cwd, env: shop.env, input: "" });

test.each([
  ["export products", "download"],
  ["run product-export", "wait"],
])("Ctrl-C in %s leaves the job to the server, and says how to come back", async (line, back) => {
  const command = start(...line.split(" "));
  await shop.next(CREATE);
  await shop.next(LOOK);
  command.kill("SIGINT");
  const { exitCode, stdout, stderr } = await command.ended;
  const [job] = shop.fake.jobs;
  expect(exitCode).toBe(130);
  expect(stdout).toBe("");
  expect(stderr).toContain(`mbj ${back} ${job?.id}`);
  expect(job?.canceled_at).toBeNull();
});

test("--cancel-on-interrupt cancels an export", async () => {
  const command = start("--cancel-on-interrupt", "export", "products");
  await shop.next(CREATE);
  await shop.next(LOOK);
  command.kill("SIGINT");
  const { exitCode } = await command.ended;
  expect(exitCode).toBe(130);
  expect(shop.fake.jobs).toMatchObject([{ canceled_at: expect.any(String) }]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends wait and watch, and leaves their jobs alone",
  async (signal) => {
    const first = start("run", "product-export", "--detach");
    expect((await first.ended).exitCode).toBe(8);
    const [job] = shop.fake.jobs;
    const code = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal];
    for (const name of ["wait", "watch"]) {
      const command = start(name, String(job?.id));
      await shop.next(LOOK);
      command.kill(signal);
      const { exitCode } = await command.ended;
      expect([name, exitCode]).toEqual([name, code]);
    }
    expect(shop.asked(CANCEL)).toBe(0);
  },
);

test("each run leaves one session, at most, and ends with its result", async () => {
  for (const args of [
    ["list"],
    ["watch", "--until", "settled", "batch_nope"],
    ["get", "batch_nope"],
  ]) {
    const before = shop.fake.sessions;
    const { ms } = await start(...args).ended;
    expect(shop.fake.sessions - before).toBeLessThanOrEqual(1);
    // Not the keep-alive of a connection, nor a timer, keeps it.
    expect(ms).toBeLessThan(5000);
  }
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli } from "./support/children.js";
import { type GatedShop, openGatedShop } from "./support/gate.js";
import { createJob } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";

let shop: GatedShop;
beforeEach(async () => {
  shop = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
});
afterEach(() => shop.close());

const mbj = (...args: string[]) => runCli(args, { env: shop.env });

/** A job that waits for a confirmation. */
async function prepared(): Promise<string> {
  const id = await createJob(shop, { dry_run: true });
  shop.fake.advance(id);
  return id;
}

test("confirm shows what the job will do, and waits for its end", async () => {
  const id = await createJob(shop, { dry_run: true });
  const running = startCli(["confirm", id], { env: shop.env });
  await running.said(/Preparing/);
  shop.fake.advance(id);
  await running.said(/0 products to export/);
  await running.said(/Exporting/);
  shop.fake.settle(id);
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^${id} 0 products exported`));
  expect(shop.asked(/^POST .*confirm/)).toBe(1);
});

test("confirm --detach prints the id, and exits 8 when it is confirmed", async () => {
  const id = await prepared();
  const { exitCode, stdout } = await mbj("confirm", id, "--detach");
  expect([exitCode, stdout]).toEqual([8, `${id}\n`]);
  expect(shop.fake.job(id)?.status).toBe("confirmed");
  const again = await mbj("confirm", id);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain("needs no confirmation: in progress");
});

test("what has ended, or is no dry run, cannot be confirmed", async () => {
  const done = await createJob(shop);
  shop.fake.settle(done);
  const ended = await mbj("confirm", done, "--json");
  expect([ended.exitCode, ended.stdout]).toEqual([2, ""]);
  expect(JSON.parse(ended.stderr).error.message).toContain("it has ended: 0 products exported");
  expect((await mbj("confirm", await createJob(shop))).exitCode).toBe(2);
  expect(shop.asked(/^POST .*confirm/)).toBe(0);
});

test("Ctrl-C while it is being confirmed waits for the answer, and leaves the job to go on", async () => {
  const id = await prepared();
  const held = shop.hold(/^POST .*confirm/);
  const running = startCli(["confirm", id], { env: shop.env });
  await held.arrived;
  running.kill("SIGINT");
  await running.said(/Interrupted: waiting for the server's answer/);
  held.release();
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`${id} goes on.\n`);
  expect(stderr).toContain(`mbj wait ${id}\n`);
  expect(shop.fake.job(id)?.status).toBe("confirmed");
});

test("cancel cancels", async () => {
  const id = await prepared();
  const { exitCode, stdout } = await mbj("cancel", id);
  expect([exitCode, stdout]).toEqual([0, `${id} canceled\n`]);
  const again = JSON.parse((await mbj("cancel", id, "--json")).stdout);
  expect(again).toMatchObject({ canceled: true, applied: false, job: { id } });
});

test("cancel says that a job was applied all the same, or had ended", async () => {
  const [done, failed, late] = [
    await createJob(shop),
    await createJob(shop),
    await createJob(shop),
  ];
  shop.fake.settle(done);
  shop.fake.fail(failed, "no");
  expect(await mbj("cancel", done)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining(`${done} was not canceled, it had ended: 0 products exported`),
  });
  expect(await mbj("cancel", failed)).toMatchObject({
    exitCode: 1,
    stdout: `${failed} was not canceled, it had ended: failed: no\n`,
  });
  // It is canceled and completed, as Medusa says of what was writing when the cancel came.
  shop.spoil(/^GET .*batch_/, (_incoming, outgoing) => {
    const at = new Date().toISOString();
    const batch_job = {
      ...shop.fake.job(late),
      status: "canceled",
      completed_at: at,
      canceled_at: at,
    };
    outgoing.setHeader("content-type", "application/json").end(JSON.stringify({ batch_job }));
  });
  expect(await mbj("cancel", late)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining(`${late} canceled, although it was applied`),
  });
});

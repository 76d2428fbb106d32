import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli } from "./support/children.js";
import { createJob } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop({ tick: Number.POSITIVE_INFINITY });
});
afterEach(() => shop.close());

const wait = (...args: string[]) => runCli(["wait", ...args], { env: shop.env });

test("it tells of each job when it has ended; ids may come from stdin, also from Windows, and twice", async () => {
  const [one, two] = [await createJob(shop), await createJob(shop)];
  const running = startCli(["wait", one, "-"], {
    env: shop.env,
    input: `${two}\r\n\r\n${one}\r\n`,
  });
  await running.said(/Waiting for 2 jobs/);
  shop.fake.settle(two);
  await running.said(new RegExp(`^${two} 0 products exported.*\n$`));
  shop.fake.settle(one);
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(0);
  expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual([two, one, ""]);
});

test("it exits with the worst of what came, and says what a failure means", async () => {
  const [done, canceled, failed] = [
    await createJob(shop),
    await createJob(shop),
    await createJob(shop),
  ];
  shop.fake.settle(done);
  shop.fake.fail(failed, 'null value in column "x"');
  expect((await runCli(["cancel", canceled], { env: shop.env })).exitCode).toBe(0);
  expect((await wait(done, canceled)).exitCode).toBe(5);
  const { exitCode, stdout, stderr } = await wait(canceled, failed, done);
  expect(exitCode).toBe(1);
  expect(stdout.split("\n").sort()).toEqual(
    [
      "",
      `${done} 0 products exported (${shop.fake.job(done)?.result?.file_size} B)`,
      `${canceled} canceled`,
      `${failed} failed: null value in column "x"`,
    ].sort(),
  );
  expect(stderr).toContain("That column is missing");
  const unknown = await wait(failed, "batch_unknown");
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain("batch_unknown was not found");
});

test("--json tells of all jobs, and how they ended", async () => {
  const [done, failed] = [await createJob(shop), await createJob(shop)];
  shop.fake.settle(done);
  shop.fake.fail(failed, "no");
  const { exitCode, stdout, stderr } = await wait(done, failed, "--json");
  expect([exitCode, stderr]).toEqual([1, ""]);
  expect(JSON.parse(stdout)).toMatchObject({
    batch_jobs: [
      { id: done, outcome: "completed", applied: true, finished: true },
      { id: failed, outcome: "failed", applied: false, summary: "failed: no" },
    ],
    errors: [{ id: failed, name: "BatchJobFailedError" }],
  });
});

test("a job that waits for a confirmation ends the wait, and it is said how to confirm it", async () => {
  const id = await createJob(shop, { dry_run: true });
  shop.fake.advance(id);
  const { exitCode, stdout, stderr } = await wait(id);
  expect([exitCode, stdout]).toEqual([8, `${id} waits for confirmation: 0 products to export\n`]);
  expect(stderr).toContain(`mbj confirm ${id}\n`);
  expect((await wait(id, "--until", "pre_processed")).exitCode).toBe(0);
});

test("no such job, another user's, nothing on stdin, what is no id", async () => {
  const unknown = await wait("batch_unknown", "--json");
  expect([unknown.exitCode, unknown.stdout]).toEqual([2, ""]);
  expect(JSON.parse(unknown.stderr).error).toMatchObject({
    exitCode: 2,
    name: "MedusaNotFoundError",
  });
  expect((await wait(await createJob(shop, {}, "other"))).exitCode).toBe(4);
  const asked = shop.fake.requests.length;
  expect(await wait("-")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("no id on stdin"),
  });
  expect(await wait("batch_1", "../users")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('"../users"'),
  });
  expect(shop.fake.requests).toHaveLength(asked);
});

test("--timeout exits 8, with what the state that the job hangs in means", async () => {
  const id = await createJob(shop);
  const { exitCode, stdout, stderr } = await wait(id, "--timeout", "700ms");
  expect([exitCode, stdout]).toEqual([8, `${id} waits for the server to begin\n`]);
  expect(stderr).toContain("No other job of yours is at work");
  expect(stderr).toContain(`mbj wait ${id}`);
});

test("Ctrl-C leaves the jobs, and says how to come back to those that go on", async () => {
  const [done, one, two] = [await createJob(shop), await createJob(shop), await createJob(shop)];
  shop.fake.settle(done);
  const running = startCli(["wait", done, one, two, "--url", shop.url], { env: shop.env });
  await running.said(new RegExp(`^${done}`));
  running.kill("SIGINT");
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`2 jobs go on.\n`);
  expect(stderr).toContain(`mbj --url ${shop.url} wait ${one} ${two}\n`);
  expect(shop.fake.job(one)?.canceled_at).toBeNull();
});

test("--cancel-on-interrupt cancels, and says what came of it", async () => {
  const id = await createJob(shop);
  const running = startCli(["wait", id, "--cancel-on-interrupt"], { env: shop.env });
  await running.said(/Preparing/);
  running.kill("SIGTERM");
  const { exitCode, stdout } = await running.ended;
  expect([exitCode, stdout]).toEqual([143, `${id} canceled\n`]);
  expect(shop.fake.job(id)?.status).toBe("canceled");
});

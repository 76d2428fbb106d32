import { afterEach, beforeEach, expect, test } from "vitest";
import { createJob } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop({ tick: Number.POSITIVE_INFINITY });
});
afterEach(() => shop.close());

const mbj = (...args: string[]) => runCli(args, { env: shop.env });

test("get shows a job, what it did, and what to do next", async () => {
  const id = await createJob(shop, { dry_run: true });
  shop.fake.advance(id);
  const { exitCode, stdout, stderr } = await mbj("get", id, "--url", shop.url);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    new RegExp(`^Id: +${id}\nType: +product-export\nStatus: +pre_processed\n`),
  );
  expect(stdout).toMatch(/\nSummary: +waits for confirmation: 0 products to export\n/);
  expect(stdout).toMatch(/\nPrepared: +\d{4}-.*Z\n/);
  expect(stdout).toMatch(new RegExp(`\nNext: +mbj --url ${shop.url} confirm ${id}\n$`));
  expect(stderr).not.toContain("error");
  const json = await mbj("get", id, "--json");
  expect(JSON.parse(json.stdout)).toEqual(shop.fake.job(id));
  expect(json.stderr).toBe("");
});

test("errors shows each error on a line, with what it means", async () => {
  const id = await createJob(shop);
  shop.fake.fail(id, { message: 'null value in column "x"\n\u001b[2J', code: "ERR" });
  const { exitCode, stdout } = await mbj("errors", id);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^null value in column "x" \[2J[^\n]*That column is missing[^\n]*\n$/);
  const json = JSON.parse((await mbj("errors", id, "--json")).stdout);
  expect(json).toMatchObject({
    job: { id, status: "failed" },
    errors: [{ code: "ERR", explained: expect.stringContaining("That column is missing") }],
  });
});

test("a job without errors is no failure", async () => {
  const id = await createJob(shop);
  const { exitCode, stdout, stderr } = await mbj("errors", id);
  expect([exitCode, stdout]).toEqual([0, ""]);
  expect(stderr).toContain(`${id} has no errors.\n`);
});

test.each(["get", "errors", "cancel", "confirm", "download"])(
  "%s of no job exits 2, and of another user's 4; what is no id is not sent",
  async (command) => {
    const unknown = await mbj(command, "batch_unknown");
    expect([unknown.exitCode, unknown.stdout]).toEqual([2, ""]);
    expect(unknown.stderr).toContain("batch_unknown");
    const others = await mbj(command, await createJob(shop, {}, "other"));
    expect([others.exitCode, others.stdout]).toEqual([4, ""]);
    const asked = shop.fake.requests.length;
    expect((await mbj(command, "../users")).exitCode).toBe(2);
    expect(shop.fake.requests).toHaveLength(asked);
  },
);

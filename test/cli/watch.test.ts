import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli, startShell } from "./support/children.js";
import { createJob } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop({ tick: Number.POSITIVE_INFINITY });
});
afterEach(() => shop.close());

test("each change of the jobs is a line, until they have ended; it exits with the worst", async () => {
  const [one, two] = [await createJob(shop), await createJob(shop)];
  const running = startCli(["watch", "-", two], { env: shop.env, input: `${one}\n` });
  await running.said(new RegExp(`${two} created`));
  await running.said(new RegExp(`${one} created`));
  shop.fake.settle(one);
  await running.said(new RegExp(`${one} completed`));
  shop.fake.fail(two, "\u001b[2Jno");
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(1);
  const lines = stdout.trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^\d\d:\d\d:\d\d batch_\w+ [a-z_]+ \S/);
  expect(lines.at(-1)).toMatch(new RegExp(`${two} failed failed: \\[2Jno$`));
});

test("--json is a job on each line; --until says what is enough", async () => {
  const id = await createJob(shop, { dry_run: true });
  shop.fake.advance(id);
  const args = ["watch", id, "--json", "--until", "pre_processed"];
  const { exitCode, stdout, stderr } = await runCli(args, { env: shop.env });
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([shop.fake.job(id)]);
  expect((await runCli(["watch", id], { env: shop.env })).exitCode).toBe(8);
});

test("Ctrl-C leaves the jobs, and says how to come back", async () => {
  const id = await createJob(shop);
  const running = startCli(["watch", id], { env: shop.env });
  await running.said(/created/);
  running.kill("SIGINT");
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`${id} goes on.\n`);
  expect(stderr).toContain(`mbj wait ${id}\n`);
});

test("without ids it is a live list, which Ctrl-C ends without a word", async () => {
  const failed = await createJob(shop);
  shop.fake.fail(failed, "no");
  const shown = await createJob(shop);
  const args = [
    "watch",
    "--quiet",
    "--status",
    "active",
    "--type",
    "product-export",
    "--since",
    "1h",
  ];
  const running = startCli(args, { env: shop.env });
  await running.said(new RegExp(`${shown} created`));
  const later = await createJob(shop);
  await running.said(new RegExp(`${later} created`));
  shop.fake.settle(shown);
  await running.said(new RegExp(`${shown} completed`));
  running.kill("SIGINT");
  const { exitCode, stdout, stderr } = await running.ended;
  expect([exitCode, stderr]).toEqual([130, ""]);
  expect(stdout).not.toContain(failed);
});

test("a reader that leaves ends it at the next change, silently", async () => {
  const id = await createJob(shop);
  const line = '(mbj watch -q; echo "exit $?" >&2) | (head -n 1; exec 0<&-; echo left)';
  const running = startShell(line, { env: shop.env });
  await running.said(/left/);
  shop.fake.settle(id);
  const { stdout, stderr } = await running.ended;
  expect(stderr).toBe("exit 0\n");
  expect(stdout).toMatch(new RegExp(`^\\S+ ${id} created .*\nleft\n$`));
});

test("filters beside ids are refused before anything is sent", async () => {
  const { exitCode, stderr } = await runCli(["watch", "batch_1", "--type", "x"], { env: shop.env });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--type");
  expect(shop.fake.requests).toEqual([]);
});

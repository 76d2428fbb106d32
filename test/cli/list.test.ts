import { afterEach, beforeEach, expect, test } from "vitest";
import { createJob, requestsOf } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";
import { openTerminal } from "./support/terminal.js";

const PRODUCTS = [{ handle: "mug", title: "Mug", variants: [{ title: "Small" }] }];

let shop: CliShop;
beforeEach(async () => {
  let now = Date.now();
  // No two jobs are created at once: their order is sure.
  const clock = () => ++now;
  shop = await openShop({ tick: Number.POSITIVE_INFINITY, products: PRODUCTS, clock });
});
afterEach(() => shop.close());

const list = (...args: string[]) => runCli(["list", ...args], { env: shop.env });

test("an empty list says so on stderr, and prints nothing", async () => {
  const text = await list();
  expect([text.exitCode, text.stdout]).toEqual([0, ""]);
  expect(text.stderr).toContain("There are no such jobs.\n");
  const json = await list("--json");
  expect([json.exitCode, json.stdout, json.stderr]).toEqual([0, '{"batch_jobs":[]}\n', ""]);
});

test("without a terminal it is a line for each job, the newest first, between tabs, without a header, uncut", async () => {
  const failed = await createJob(shop);
  shop.fake.fail(failed, `\u001b[2Jno\troom\n${"x".repeat(200)}`);
  const waiting = await createJob(shop, { dry_run: true });
  shop.fake.advance(waiting);
  await createJob(shop, {}, "other");
  const { stdout, exitCode } = await list();
  expect(exitCode).toBe(0);
  const { created_at } = shop.fake.job(waiting) ?? {};
  expect(stdout.split("\n").map((line) => line.split("\t"))).toEqual([
    [
      waiting,
      "product-export",
      "pre_processed",
      created_at,
      "waits for confirmation: 1 product to export",
    ],
    [
      failed,
      "product-export",
      "failed",
      expect.any(String),
      `failed: [2Jno room ${"x".repeat(200)}`,
    ],
    [""],
  ]);
});

test("on a terminal it is a table as wide as the terminal", async () => {
  const id = await createJob(shop, { dry_run: true });
  shop.fake.advance(id);
  const terminal = openTerminal(["list", "-q"], { env: shop.env, cols: 90 });
  expect(await terminal.ended).toBe(0);
  const [header, row] = terminal.screen().split("\n");
  expect(header).toMatch(/^ID {32}TYPE {12}STATUS {9}CREATED {3}SUMMARY$/);
  expect(row).toMatch(new RegExp(`^${id}  product-export  pre_processed  just now  waits.*…$`));
  expect(row).toHaveLength(90);
});

test("--status, --type, --since and --limit choose, each of the first several times", async () => {
  const old = await createJob(shop, { type: "order-export" });
  const failed = await createJob(shop);
  shop.fake.fail(failed);
  const waiting = await createJob(shop, { dry_run: true });
  shop.fake.advance(waiting);
  const ids = async (...args: string[]) => {
    const { stdout, stderr } = await list(...args, "--json");
    expect(stderr).toBe("");
    return JSON.parse(stdout).batch_jobs.map(({ id }: { id: string }) => id);
  };
  expect(await ids("--status", "failed", "--status", "pre_processed")).toEqual([waiting, failed]);
  expect(await ids("--type", "order-export", "--type", "product-import")).toEqual([old]);
  expect(await ids("--since", "1h", "--limit", "1")).toEqual([waiting]);
  expect(await ids("--since", "2100-01-01")).toEqual([]);
});

test("--limit is a number of jobs: what fits a page is one request, and more are several", async () => {
  for (let job = 0; job < 120; job += 1) await createJob(shop);
  const lines = async (...args: string[]) => (await list(...args)).stdout.split("\n").length - 1;
  const before = requestsOf(shop, "GET /admin/batch-jobs");
  expect(await lines()).toBe(20);
  expect(await lines("--limit", "100")).toBe(100);
  expect(requestsOf(shop, "GET /admin/batch-jobs") - before).toBe(2);
  expect(await lines("--limit", "110")).toBe(110);
});

test("wrong flags are refused before anything is sent", async () => {
  for (const wrong of [
    ["--limit", "0"],
    ["--limit", "1.5"],
    ["--status", "done"],
    ["--since", "2026-02-30"],
  ]) {
    const { exitCode, stdout, stderr } = await list(...wrong);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(wrong[0]);
  }
  expect(shop.fake.requests).toEqual([]);
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli } from "./support/children.js";
import { type GatedShop, openGatedShop } from "./support/gate.js";
import { type CliOptions, runCli } from "./support/run-cli.js";
import { temporaryFolder } from "./support/temporary-folder.js";

let shop: GatedShop;
beforeEach(async () => {
  shop = await openGatedShop({ strategies: [{ type: "sync-stock" }] });
});
afterEach(() => shop.close());

const run = (args: string[], options: CliOptions = {}) =>
  runCli(["run", ...args], { ...options, env: shop.env });

test("it runs a job of the shop's own, with a context from a flag, a file or stdin", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "context.json"), '{"from": "file"}');
  for (const [context, input] of [
    ['{"from": "flag"}', ""],
    ["@context.json", ""],
    ["@-", '{"from": "stdin"}'],
  ] as const) {
    const { exitCode, stdout } = await run(["sync-stock", "--context", context], { cwd, input });
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^batch_\w+ completed\n$/)]);
  }
  expect(shop.fake.jobs.map(({ type, context }) => [type, context?.from])).toEqual([
    ["sync-stock", "flag"],
    ["sync-stock", "file"],
    ["sync-stock", "stdin"],
  ]);
});

test("--key runs it once", async () => {
  const args = ["sync-stock", "--key", "nightly", "--window", "2h", "--json"];
  const first = JSON.parse((await run(args)).stdout);
  const second = JSON.parse((await run(args)).stdout);
  expect(first).toMatchObject({ applied: true, replayed: false, job: { status: "completed" } });
  expect(second).toMatchObject({ applied: true, replayed: true, job: { id: first.job.id } });
  expect(shop.fake.jobs).toHaveLength(1);
});

test("what is wrong in a flag is refused before anything is sent; in a context, with the place", async () => {
  expect(await run(["sync-stock", "--context", '{"a": 1,}'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/--context is no JSON: .*column 9/),
  });
  expect(
    await run(["sync-stock", "--context", "@-", "--password-file", "-"], { input: "{}" }),
  ).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("stdin"),
  });
  expect((await run(["sync-stock", "--window", "2h"])).exitCode).toBe(2);
  expect((await run(["sync-stock", "--key", "k", "--window", "1h"])).exitCode).toBe(2);
  expect(shop.fake.requests).toEqual([]);
});

test("a type that the server does not know is wrong usage; a job that fails exits 1", async () => {
  expect((await run(["nonesuch"])).exitCode).toBe(2);
  const failing = await run([
    "product-export",
    "--context",
    '{"filterable_fields": {"colour": "red"}}',
    "--json",
  ]);
  expect([failing.exitCode, failing.stdout]).toEqual([1, ""]);
  expect(JSON.parse(failing.stderr).error).toMatchObject({
    exitCode: 1,
    name: "BatchJobFailedError",
    message: expect.stringContaining("filterable_fields"),
    job: { status: "failed" },
  });
});

test("--detach prints the id, and exits 8", async () => {
  const { exitCode, stdout } = await run(["sync-stock", "--detach"]);
  expect([exitCode, stdout]).toEqual([8, `${shop.fake.jobs[0]?.id}\n`]);
});

test("--retries, --header and --timeout reach the server's client", async () => {
  shop.spoil(/^POST .*batch-jobs$/, (_incoming, outgoing) => outgoing.writeHead(503).end());
  const busy = await run(["sync-stock", "--retries", "1", "--header", "x-shop: mine"]);
  expect(busy.exitCode).toBe(75);
  expect(shop.asked(/^POST .*batch-jobs$/)).toBe(2);
  expect(shop.fake.requests.every(({ headers }) => headers["x-shop"] === "mine")).toBe(true);
});

test("Ctrl-C leaves the job to go on; --cancel-on-interrupt cancels it", async () => {
  const slow = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  try {
    const left = startCli(["run", "product-export", "--url", slow.url], { env: shop.env });
    await left.said(/Preparing/);
    left.kill("SIGINT");
    const [job] = slow.fake.jobs;
    expect(await left.ended).toMatchObject({ exitCode: 130, stdout: "" });
    expect((await left.ended).stderr).toContain(`mbj --url ${slow.url} wait ${job?.id}\n`);
    expect(slow.fake.jobs[0]?.status).toBe("created");
    const args = ["run", "product-export", "--cancel-on-interrupt", "--timeout", "1h"];
    const canceled = startCli(args, { env: slow.env });
    await canceled.said(/Preparing/);
    canceled.kill("SIGINT");
    expect((await canceled.ended).stderr).toMatch(/batch_\w+ was canceled\.\n/);
    expect(await canceled.ended).toMatchObject({ exitCode: 130, stdout: "" });
    expect(slow.fake.jobs[1]?.status).toBe("canceled");
  } finally {
    await slow.close();
  }
});

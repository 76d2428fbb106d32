import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli, startShell } from "./support/children.js";
import { type GatedShop, openGatedShop } from "./support/gate.js";
import { createJob } from "./support/jobs.js";
import { runCli } from "./support/run-cli.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const PRODUCTS = ["mug", "cup"].map((handle) => ({
  handle,
  title: handle,
  variants: [{ title: "Small" }],
}));

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ products: PRODUCTS });
  cwd = await temporaryFolder();
});
afterEach(() => shop.close());

const mbj = (...args: string[]) => runCli(args, { cwd, env: shop.env });
const contexts = () => shop.fake.jobs.map(({ context }) => context?.filterable_fields);
const exported = () => [...shop.fake.files.values()];

test("it saves the file here, as the server names it, and prints the path alone", async () => {
  const { exitCode, stdout } = await mbj("export", "products");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\S+product-export-\d+\.csv\n$/);
  expect(await readFile(join(cwd, stdout.trim()), "utf8")).toBe(exported()[0]);
});

test("-o names a file or a folder; --json tells of both, and the job", async () => {
  expect(await mbj("export", "products", "-o", "all.csv")).toMatchObject({ stdout: "all.csv\n" });
  const { stdout, stderr } = await mbj("export", "orders", "-o", "new/", "--json");
  expect(stderr).toBe("");
  const { path, job } = JSON.parse(stdout);
  expect([path, job.type]).toEqual([
    expect.stringMatching(/^new\/.*order-export.*csv$/),
    "order-export",
  ]);
  expect((await readdir(cwd, { recursive: true })).sort()).toEqual(["all.csv", "new", path].sort());
});

test("a file that exists needs --force, and a folder has to be there, before a job is created", async () => {
  await writeFile(join(cwd, "all.csv"), "mine");
  const there = await mbj("export", "products", "-o", "all.csv");
  expect([there.exitCode, there.stdout]).toEqual([2, ""]);
  expect(there.stderr).toContain("--force");
  expect((await mbj("export", "products", "-o", "no/all.csv")).exitCode).toBe(2);
  expect((await mbj("export", "products", "--context", "[]")).exitCode).toBe(2);
  expect(shop.fake.requests).toEqual([]);
  expect((await mbj("export", "products", "-o", "all.csv", "--force")).exitCode).toBe(0);
  expect(await readFile(join(cwd, "all.csv"), "utf8")).toBe(exported()[0]);
});

test("a file that comes while the job runs is not replaced, and it is said how to get the export", async () => {
  const held = shop.hold(/^POST .*download-url/);
  const running = startCli(["export", "products", "-o", "all.csv"], { cwd, env: shop.env });
  await held.arrived;
  await writeFile(join(cwd, "all.csv"), "mine");
  held.release();
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`mbj download ${shop.fake.jobs[0]?.id}\n`);
  expect(await readFile(join(cwd, "all.csv"), "utf8")).toBe("mine");
});

test("--filter and --since choose rows, and win over --context", async () => {
  const context =
    '{"batch_size":1,"filterable_fields":{"title":"pot","created_at":{"lt":"2100-01-01"}}}';
  const args = [
    "--filter",
    "title=mug",
    "--filter",
    "title=cup",
    "--filter",
    "status=draft",
    "--since",
    "2026-01-01T00:00Z",
  ];
  const { exitCode } = await mbj("export", "products", "--context", context, ...args);
  expect(exitCode).toBe(0);
  expect(contexts()).toEqual([
    {
      title: ["mug", "cup"],
      status: ["draft"],
      created_at: { lt: "2100-01-01", gte: "2026-01-01T00:00:00.000Z" },
    },
  ]);
  expect(shop.fake.jobs[0]?.context?.batch_size).toBe(1);
});

test("a filter that the server does not know fails the job: exit 1, with what it means", async () => {
  const { exitCode, stdout, stderr } = await mbj("export", "products", "--filter", "colour=red");
  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("filterable_fields: there is no such thing");
  expect(await readdir(cwd)).toEqual([]);
});

test("-o - streams to stdout, and nothing else", async () => {
  const { exitCode, stdout } = await mbj("export", "products", "-o", "-");
  expect([exitCode, stdout]).toEqual([0, exported()[0]]);
  const id = shop.fake.jobs[0]?.id ?? "";
  const json = await mbj("download", id, "-o", "-", "--json");
  expect(json).toMatchObject({ exitCode: 0, stdout: exported()[0], stderr: "" });
  expect(await readdir(cwd)).toEqual([]);
});

test("a full disk and a broken download are failures; a reader that leaves is none", async () => {
  const id = await createJob(shop);
  await mbj("wait", id);
  const script = `
    mbj download ${id} -q -o - > /dev/full; echo $?
    (mbj download ${id} -q -o -; echo $? >&2) | true`;
  const { stdout, stderr } = await startShell(script, { cwd, env: shop.env }).ended;
  expect(stdout).toBe("1\n");
  expect(stderr).toMatch(/^error: .*(ENOSPC|full).*\n0\n$/i);
  shop.spoil(/^GET .*\.csv/, (_incoming, outgoing) => {
    outgoing
      .writeHead(200, { "content-length": "1000" })
      .write("handle;title\n", () => outgoing.destroy());
  });
  for (const output of ["-", "all.csv"]) {
    const broken = await mbj("download", id, "-o", output);
    expect(broken.exitCode).not.toBe(0);
    expect(broken.stderr).toContain(`mbj download ${id}`);
  }
  expect(await readdir(cwd)).toEqual([]);
});

test("download waits for an export that goes on, and refuses what has no file", async () => {
  const running = startCli(["download", await createJob(shop), "-o", "all.csv"], {
    cwd,
    env: shop.env,
  });
  expect(await running.ended).toMatchObject({ exitCode: 0, stdout: "all.csv\n" });
  const prepared = await createJob(shop, { dry_run: true });
  await mbj("wait", prepared);
  const { exitCode, stderr } = await mbj("download", prepared);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("has no file");
});

test("Ctrl-C leaves the export to go on, and leads to its file", async () => {
  const slow = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  try {
    const running = startCli(["export", "products"], { cwd, env: slow.env });
    await running.said(/Preparing/);
    running.kill("SIGINT");
    const { exitCode, stderr } = await running.ended;
    const [job] = slow.fake.jobs;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`The product-export ${job?.id} goes on.\n`);
    expect(stderr).toContain(`mbj download ${job?.id}\n`);
    expect(job?.status).toBe("created");
  } finally {
    await slow.close();
  }
});

test("Ctrl-C during the download leaves no half file, and leads back to the whole one", async () => {
  await mkdir(join(cwd, "exports"));
  let isBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    isBegun = resolve;
  });
  shop.spoil(/^GET .*\.csv/, (_incoming, outgoing) => {
    outgoing.writeHead(200).write("handle;title\n", () => isBegun());
  });
  const running = startCli(["export", "products", "-o", "exports"], { cwd, env: shop.env });
  await begun;
  running.kill("SIGINT");
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toContain(`is completed, but its file was not fetched.\n`);
  expect(stderr).toContain(`mbj download ${shop.fake.jobs[0]?.id}\n`);
  expect(await readdir(join(cwd, "exports"))).toEqual([]);
});

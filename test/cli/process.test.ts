import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { STUCK } from "medusa-batch-jobs/testing";
import { expect, inject, onTestFinished, test } from "vitest";
import { answer } from "../support/serve-fake.js";
import { type CliOptions, endOf, spawnCli } from "./support/run-cli.js";
import { openShop } from "./support/shop.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const NOTHING_SAID = { code: 0, stdout: "", stderr: "" };
const PRODUCTS =
  "Product Handle;Product Title;Product Status;Variant Title;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Price EUR\nmug;Mug;published;Small;5;false;true;9.90\n";
const MEGABYTES_5 = "x".repeat(5_000_000);

test("what is written goes out whole, however slowly it is read", async () => {
  const shop = await openShop({
    strategies: [{ type: "large", process: () => ({ result: { log: MEGABYTES_5 } }) }],
  });
  onTestFinished(() => shop.close());
  const cwd = await folderWithProducts();
  const script = `"$0" "$1" import products.csv --type large --no-check --yes --json | { sleep 1; cat; }`;
  const { stdout } = await bash(script, { cwd, env: shop.env });
  expect(JSON.parse(stdout)).toMatchObject({ job: { result: { log: MEGABYTES_5 } } });
});

test.each([
  ["stdout", `"$0" "$1" --help | true; exit "\${PIPESTATUS[0]}"`],
  ["stderr", `{ "$0" "$1" whoami 2>&1 >&3 | true; } 3>&1`],
])("a reader of %s that has left is no failure, and nothing is said of it", async (_, script) => {
  expect(await bash(script)).toEqual(NOTHING_SAID);
});

test("a full disk is a failure, with words", async () => {
  expect(await bash(`"$0" "$1" --help > /dev/full`)).toEqual({
    code: 1,
    stdout: "",
    stderr: "error: stdout cannot be written: ENOSPC: no space left on device, write\n",
  });
});

test("what is applied is done, also where the disk is full: it is told on stderr", async () => {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const options = { cwd: await folderWithProducts(), env: shop.env };
  const script = `"$0" "$1" -q import products.csv --no-check --yes > /dev/full`;
  const { code, stderr } = await bash(script, options);
  expect(stderr).toMatch(
    /^warning: stdout cannot be written: ENOSPC.*\nbatch_\w+ 1 product created/,
  );
  expect(code).toBe(0);
});

test.each(["| true", "2>&1 >/dev/null | true", "2>/dev/full"])(
  "an import that nobody reads of is applied, and done: %s",
  async (redirection) => {
    const shop = await openShop();
    onTestFinished(() => shop.close());
    const options = { cwd: await folderWithProducts(), env: shop.env };
    const script = `"$0" "$1" import products.csv --no-check --yes ${redirection}; exit "\${PIPESTATUS[0]}"`;
    expect(await bash(script, options)).toMatchObject({ code: 0 });
    expect(shop.fake.products).toHaveLength(1);
  },
);

test("closed streams are nowhere to write to, and no failure", async () => {
  expect(await bash(`"$0" "$1" --version <&- >&- 2>&-`)).toEqual(NOTHING_SAID);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("a second %s ends the command at once, whatever it waits for", async (signal, code) => {
  const { env, created, canceling } = await serveWithoutCancels();
  const cwd = await folderWithProducts();
  const command = spawnCli(["import", "products.csv", "--no-check", "--yes"], { cwd, env });
  const ended = endOf(command);
  await created;
  command.kill(signal);
  // It has the cancel answered before it ends, which never happens.
  await canceling;
  command.kill(signal);
  expect(await ended).toMatchObject({ exitCode: code, signal: null });
});

test("a mistake of the command itself is called that, and is a failure", async () => {
  const reject = `setImmediate(() => Promise.reject(new Error("nobody caught this")))`;
  const rejectSoon = `process.on("newListener", (event) => event === "uncaughtException" && ${reject})`;
  const { env } = await serveWithoutCancels();
  const { exitCode, stderr } = await endOf(
    spawnCli(["import", "products.csv", "--no-check", "--yes"], {
      cwd: await folderWithProducts(),
      env: { ...env, NODE_OPTIONS: `--import ${asModule(rejectSoon)}` },
    }),
  );
  expect(stderr).toMatch(
    /^error: This is a mistake in medusa-batch-jobs itself: .*\nError: nobody caught this\n/m,
  );
  expect(exitCode).toBe(1);
});

/** Runs a script, to which "$0" "$1" is the command. */
async function bash(script: string, { cwd, env }: Pick<CliOptions, "cwd" | "env"> = {}) {
  const child = spawn("bash", ["-c", script, process.execPath, inject("cliBin")], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code, stdout, stderr };
}

async function folderWithProducts(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "products.csv"), PRODUCTS);
  return folder;
}

/** A shop where imports never get ready, and cancels are never answered. */
async function serveWithoutCancels() {
  const seen = new EventEmitter();
  const shop = await openShop({
    strategies: [{ type: "product-import", preProcess: () => STUCK }],
  });
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.url?.endsWith("/cancel")) return seen.emit("canceling");
    await answer(shop.fake, incoming, outgoing);
    if (/^\/admin\/batch-jobs\/./.test(incoming.url ?? "")) seen.emit("created");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await shop.close();
  });
  const { port } = Object(server.address());
  return {
    env: { ...shop.env, MEDUSA_BACKEND_URL: `http://127.0.0.1:${port}` },
    created: once(seen, "created"),
    canceling: once(seen, "canceling"),
  };
}

function asModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { productRows } from "../support/product-rows.js";
import { type GatedShop, openGatedShop } from "./support/gate.js";
import { openShop } from "./support/shop.js";
import { steady } from "./support/steady.js";
import { temporaryFolder } from "./support/temporary-folder.js";
import { type OpenTerminal, openShell, openTerminal } from "./support/terminal.js";

const IMPORT = ["import", "products.csv"];
const HIDE_CURSOR = "\x1b[?25l";
const GREEN = "\x1b[32m";

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), productRows("mug", "cup", "jug"));
});
afterEach(() => shop.close());

/** Lets the shop do the next step of its only job. */
function advance(): void {
  shop.fake.advance(jobId());
}

/** Lets the shop do all that it does without asking. */
function settle(): void {
  shop.fake.settle(jobId());
}

function jobId(): string {
  const [job] = shop.fake.jobs;
  if (job === undefined) throw new Error("There is no job yet.");
  return job.id;
}

test("on a terminal an import moves, leaves what is done, asks, and ends with its result", async () => {
  const terminal = openTerminal(IMPORT, { env: shop.env, cwd });
  const preparing = await terminal.until(/Preparing .*batch_/);
  advance();
  await terminal.until(/\[y\/N\]/);
  terminal.type("y\r");
  const importing = await terminal.until(/Importing .*batch_/);
  settle();
  expect(await terminal.ended).toBe(0);
  expect(steady(preparing)).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    ✓ Checking products.csv against http://127.0.0.1:9000
    ✓ Uploading  578 B
    ⠹ Preparing  ──━━──  batch_00000000000000000000000000"
  `);
  expect(steady(importing)).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    ✓ Checking products.csv against http://127.0.0.1:9000
    ✓ Uploading  578 B
    ✓ Preparing
    3 products to create; 3 variants to create. Import it? [y/N] y
    ⠹ Importing  ──━━──  batch_00000000000000000000000000"
  `);
  expect(steady(terminal.screen())).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    ✓ Checking products.csv against http://127.0.0.1:9000
    ✓ Uploading  578 B
    ✓ Preparing
    3 products to create; 3 variants to create. Import it? [y/N] y
    ✓ Importing
    batch_00000000000000000000000000 3 products created; 3 variants created"
  `);
  expect(terminal.raw()).not.toContain(HIDE_CURSOR);
  expect(terminal.raw()).toContain(GREEN);
});

test("40 columns are enough: what moves is cut, and nothing of it is left behind", async () => {
  const terminal = openTerminal([...IMPORT, "--yes"], { env: shop.env, cwd, cols: 40 });
  const preparing = await terminal.until(/Preparing .*[━]/);
  advance();
  const importing = await terminal.until(/Importing .*[━]/);
  settle();
  expect(await terminal.ended).toBe(0);
  expect(steady(preparing)).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000…
    ✓ Checking products.csv against http:/…
    ✓ Uploading  578 B
    ⠹ Preparing  ──━━──"
  `);
  expect(steady(importing)).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000…
    ✓ Checking products.csv against http:/…
    ✓ Uploading  578 B
    ✓ Preparing
    ⠹ Importing  ──━━──"
  `);
  expect(steady(terminal.screen())).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000…
    ✓ Checking products.csv against http:/…
    ✓ Uploading  578 B
    ✓ Preparing
    ✓ Importing
    batch_00000000000000000000000000 3 produ
    cts created; 3 variants created"
  `);
});

test.each([
  ["--no-color", ["--no-color"], {}],
  ["NO_COLOR", [], { NO_COLOR: "1" }],
])("with %s a bar moves without colours", async (_name, flags, env) => {
  const terminal = openTerminal([...IMPORT, "--yes", ...flags], {
    env: { ...shop.env, ...env },
    cwd,
  });
  await applied(terminal);
  expect(terminal.screen()).toMatch(/^✓ Importing/m);
  expect(terminal.raw()).not.toContain(GREEN);
});

test("--progress none shows the result alone", async () => {
  const fast = await openShop();
  const flags = ["--yes", "--progress", "none"];
  const terminal = openTerminal([...IMPORT, ...flags], { env: fast.env, cwd });
  expect(await terminal.ended).toBe(0);
  expect(steady(terminal.screen())).toMatchInlineSnapshot(
    `"batch_00000000000000000000000000 3 products created; 3 variants created"`,
  );
  await fast.close();
});

test("--progress lines shows lines on a terminal, too", async () => {
  const flags = ["--yes", "--progress", "lines"];
  const terminal = openTerminal([...IMPORT, ...flags], { env: shop.env, cwd });
  await applied(terminal);
  expect(terminal.raw()).not.toContain("\x1b");
  expect(steady(terminal.screen())).toMatchInlineSnapshot(`
    "Checking products.csv
    Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    Checking products.csv against http://127.0.0.1:9000
    Uploading 578 B
    batch_00000000000000000000000000: Preparing
    Waits for confirmation: 3 products to create; 3 variants to create
    Importing
    Completed
    batch_00000000000000000000000000 3 products created; 3 variants created"
  `);
});

test("--progress jsonl shows an object for each change", async () => {
  const flags = ["--yes", "--progress", "jsonl"];
  const terminal = openTerminal([...IMPORT, ...flags], { env: shop.env, cwd, cols: 300 });
  await terminal.until(/"created"/);
  advance();
  await terminal.until(/"confirmed"/);
  settle();
  expect(await terminal.ended).toBe(0);
  // How often an upload is told depends on how long it takes.
  const lines = steady(terminal.screen()).split("\n");
  expect(lines.filter((line) => !line.includes('"upload"')).join("\n")).toMatchInlineSnapshot(`
    "{"event":"step","at":"2026-11-26T12:00:00.000Z","text":"Checking products.csv"}
    {"event":"step","at":"2026-11-26T12:00:00.000Z","text":"Logging in to http://127.0.0.1:9000 as admin@medusa-test.com"}
    {"event":"step","at":"2026-11-26T12:00:00.000Z","text":"Checking products.csv against http://127.0.0.1:9000"}
    {"event":"job","at":"2026-11-26T12:00:00.000Z","job":{"id":"batch_00000000000000000000000000","type":"product-import","status":"created","summary":"waits for the server to begin"}}
    {"event":"job","at":"2026-11-26T12:00:00.000Z","job":{"id":"batch_00000000000000000000000000","type":"product-import","status":"pre_processed","progress":0,"summary":"waits for confirmation: 3 products to create; 3 variants to create"}}
    {"event":"job","at":"2026-11-26T12:00:00.000Z","job":{"id":"batch_00000000000000000000000000","type":"product-import","status":"confirmed","progress":0,"summary":"in progress: 3 products to create; 3 variants to create"}}
    {"event":"job","at":"2026-11-26T12:00:00.000Z","job":{"id":"batch_00000000000000000000000000","type":"product-import","status":"completed","progress":1,"summary":"3 products created; 3 variants created"}}
    batch_00000000000000000000000000 3 products created; 3 variants created"
  `);
});

test("a terminal without cursor movements gets lines", async () => {
  const terminal = openShell("TERM=dumb mbj import products.csv --yes", { env: shop.env, cwd });
  await applied(terminal);
  expect(terminal.raw()).not.toContain("\x1b");
  expect(steady(terminal.screen())).toMatchInlineSnapshot(`
    "Checking products.csv
    Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    Checking products.csv against http://127.0.0.1:9000
    Uploading 578 B
    batch_00000000000000000000000000: Preparing
    Waits for confirmation: 3 products to create; 3 variants to create
    Importing
    Completed
    batch_00000000000000000000000000 3 products created; 3 variants created"
  `);
});

test("an outage is shown for as long as it lasts", async () => {
  const terminal = openTerminal([...IMPORT, "--yes", "--retries", "0"], { env: shop.env, cwd });
  await terminal.until(/Preparing .*batch_/);
  let isDown = true;
  shop.spoil(/^GET .*batch-jobs/, (_incoming, outgoing, act) =>
    isDown ? outgoing.destroy() : act(),
  );
  const outage = await terminal.until(/no answer/);
  isDown = false;
  await terminal.until((screen) => !/no answer/.test(screen));
  await applied(terminal);
  expect(steady(outage).split("\n").at(-1)).toMatchInlineSnapshot(
    `"⠹ Preparing  no answer from the server, trying on (3 s)"`,
  );
  expect(terminal.screen()).not.toContain("no answer");
});

test("Ctrl-C leaves the terminal as it was", async () => {
  const terminal = openShell(
    'before=$(stty -g); trap : INT; mbj import products.csv --yes; echo "exit $?"; [ "$before" = "$(stty -g)" ] && echo same',
    { env: shop.env, cwd },
  );
  await terminal.until(/Preparing .*batch_/);
  advance();
  await terminal.until(/Importing .*batch_/);
  terminal.type("\x03");
  await terminal.ended;
  expect(terminal.raw()).not.toContain(HIDE_CURSOR);
  expect(steady(terminal.screen())).toMatchInlineSnapshot(`
    "✓ Checking products.csv
    ✓ Logging in to http://127.0.0.1:9000 as admin@medusa-test.com
    ✓ Checking products.csv against http://127.0.0.1:9000
    ✓ Uploading  578 B
    ✓ Preparing
    note: The product-import batch_00000000000000000000000000 goes on.
    To come back to it: mbj wait batch_00000000000000000000000000
    exit 130
    same"
  `);
});

/** Lets the shop do an import that is confirmed without asking. */
async function applied(terminal: OpenTerminal): Promise<void> {
  await terminal.until(/Preparing/);
  advance();
  await terminal.until(/Importing( |$)(?!products)/m);
  settle();
  expect(await terminal.ended).toBe(0);
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KEY_REUSED } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FILES, folderWith } from "./support/files.js";
import { type GatedShop, openGatedShop, page } from "./support/gate.js";
import { runCli } from "./support/run-cli.js";

let shop: GatedShop;
beforeEach(async () => {
  shop = await openGatedShop();
});
afterEach(() => shop.close());

/** Calls `import` in a folder. */
function run(cwd: string, ...args: string[]) {
  return runCli(["import", ...args], { cwd, env: shop.env });
}

/** What was sent to change something, but for logins. */
function changes(): string[] {
  return shop.fake.requests
    .filter(({ method, path }) => method !== "GET" && !path.startsWith("/admin/auth"))
    .map(({ method, path }) => `${method} ${path.replace(/batch_\w+/, "ID")}`);
}

/** The files that are uploaded, and still there. */
function uploads(): string[] {
  return [...shop.fake.files.keys()].filter((key) => key.endsWith(".csv"));
}

const handles = () => shop.fake.products.map(({ handle }) => handle);

const PREPARED = ["POST /admin/uploads/protected", "POST /admin/batch-jobs"];
const DECLINED = [...PREPARED, "POST /admin/batch-jobs/ID/cancel", "DELETE /admin/uploads"];

describe("import --yes", () => {
  test("imports a file, and says on stdout what was done", async () => {
    const cwd = await folderWith("mugs.csv");
    const { exitCode, stdout, stderr } = await run(cwd, "mugs.csv", "--yes");
    expect(stdout).toMatch(/^batch_\w+ 1 product created; 1 variant created\n$/);
    expect(stderr).toMatch(/^Checking mugs\.csv\n/);
    expect(exitCode).toBe(0);
    expect(handles()).toEqual(["mug"]);
  });

  test("takes stdin to the byte, Windows' line ends too, and mends what can be mended", async () => {
    const result = await runCli(["import", "-", "--yes", "--fix"], {
      env: shop.env,
      input: FILES["excel.csv"],
    });
    expect(result.stderr).toContain("stdin:1:1  \\ufeffProduct Handle\n  Take the byte order mark");
    expect(result.exitCode).toBe(0);
    expect(handles()).toEqual(["mug"]);
  });

  test("--json says it in one object on stdout, the report too, and nothing on stderr", async () => {
    const cwd = await folderWith("changed.csv");
    const { stdout, stderr, exitCode } = await run(cwd, "changed.csv", "--yes", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      applied: true,
      replayed: false,
      summary: "1 product created; 1 variant created",
      job: { status: "completed" },
      report: { verdict: "changes", problems: [{ rule: "leading-zeros" }, { rule: "cut-price" }] },
    });
    expect([stderr, exitCode]).toEqual(["", 0]);
  });

  test("shows what changes in silence before anything is sent", async () => {
    const cwd = await folderWith("changed.csv");
    const { stderr, exitCode } = await run(cwd, "changed.csv", "--yes");
    expect(stderr).toMatch(/changed\.csv:2:25 {2}Variant SKU {2}007 → 7\n[\s\S]*confirmation/);
    expect(exitCode).toBe(0);
  });

  test("imports the prices of a price list", async () => {
    await shop.close();
    const variants = [
      { title: "White", sku: "CUP-WHITE" },
      { title: "Press", sku: "PRESS-350" },
    ];
    shop = await openGatedShop({
      products: [{ handle: "cup", title: "Cup", variants }],
      priceLists: ["pl_1"],
    });
    const cwd = await folderWith("prices.csv");
    const { exitCode, stdout } = await run(cwd, "prices.csv", "--yes", "--price-list", "pl_1");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("2 price rows created")]);
    expect(shop.fake.jobs).toMatchObject([
      { type: "price-list-import", context: { price_list_id: "pl_1" } },
    ]);
  });

  test("does not check what nobody knows, and says so", async () => {
    const cwd = await folderWith("mugs.csv");
    const { exitCode, stderr } = await run(cwd, "mugs.csv", "--yes", "--type", "stock-sync");
    expect(stderr).toContain("Not checked: nobody knows what a stock-sync makes of a file.\n");
    // The fake knows no such type, either.
    expect(stderr).toContain("stock-sync");
    expect(exitCode).toBe(2);
    expect(uploads()).toEqual([]);
  });
});

describe("a file that is refused", () => {
  test("is shown as check shows it, before a login", async () => {
    const cwd = await folderWith("refused.csv");
    const { exitCode, stdout, stderr } = await run(cwd, "refused.csv", "--yes", "--quiet");
    expect(stderr).toMatchInlineSnapshot(`
      "Refused (2)

      refused.csv:2:9  Product Status  Published
        "Published" is no status. Is it "published"? There are draft, proposed, published and rejected, in lower case.
        --fix: Write "published".

      refused.csv:2:31  Variant Inventory Quantity  ten
        "Variant Inventory Quantity" takes whole numbers, without a unit or a separator: "ten" is none.

      error: Medusa would refuse refused.csv. Nothing was sent.
      "
    `);
    expect([exitCode, stdout]).toEqual([3, ""]);
    expect(shop.fake.requests).toEqual([]);
  });

  test("has its report in the error with --json", async () => {
    const cwd = await folderWith("refused.csv");
    const { stdout, stderr, exitCode } = await run(cwd, "refused.csv", "--yes", "--json");
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        exitCode: 3,
        message: "Medusa would refuse refused.csv. Nothing was sent.",
        report: { verdict: "refused", problems: [{ line: 2 }, { line: 2 }] },
      },
    });
    expect([stdout, exitCode]).toEqual(["", 3]);
  });

  test("is one that Medusa would change, with --strict", async () => {
    const cwd = await folderWith("changed.csv");
    const { exitCode, stderr } = await run(cwd, "changed.csv", "--yes", "--strict");
    expect(stderr).toMatch(/error: Medusa would import changed\.csv, but not as it says\. Nothing/);
    expect(exitCode).toBe(3);
    expect(shop.fake.requests).toEqual([]);
  });

  test("is one that an older Medusa refuses, with --medusa: one without prices", async () => {
    const input = FILES["mugs.csv"].replace(/;[^;\n]*$/gm, "");
    const args = ["import", "-", "--yes", "--medusa", "1.16"];
    const { exitCode, stderr } = await runCli(args, { input, env: shop.env });
    expect(stderr).toMatch(/error: Medusa would refuse stdin\. Nothing was sent\.\n$/);
    expect(exitCode).toBe(3);
    expect(shop.fake.requests).toEqual([]);
  });

  test("goes to Medusa with --no-check, and the job fails with each error and what it means", async () => {
    const cwd = await folderWith("refused.csv");
    const { exitCode, stderr } = await run(cwd, "refused.csv", "--yes", "--no-check");
    expect(stderr).toMatch(/^Reading refused\.csv\n/);
    expect(stderr).toMatch(/error: The product-import batch_\w+ failed: .+/);
    expect(exitCode).toBe(1);
    expect(handles()).toEqual([]);
  });

  test("is one whose products the shop has: a second run says so first, and how to import once", async () => {
    const cwd = await folderWith("mugs.csv");
    await run(cwd, "mugs.csv", "--yes");
    const before = changes();
    const { exitCode, stderr } = await run(cwd, "mugs.csv", "--yes");
    expect(stderr).toMatch(
      /Refused \(3\)\n\nmugs\.csv:2:1 {2}Product Handle {2}mug\n {2}The shop has a product with the handle "mug" already/,
    );
    expect(stderr).toContain("With --key content, the same file is imported once");
    expect(exitCode).toBe(3);
    expect(changes()).toEqual(before);
  });
});

describe("import --dry-run", () => {
  test("says on stdout what would be done, and leaves nothing", async () => {
    const cwd = await folderWith("mugs.csv");
    const { exitCode, stdout } = await run(cwd, "mugs.csv", "--dry-run", "--quiet");
    expect(stdout).toBe(
      "Dry run: 1 product to create; 1 variant to create; nothing was written.\n",
    );
    expect(exitCode).toBe(0);
    expect(changes()).toEqual(DECLINED);
    expect([handles(), uploads()]).toEqual([[], []]);
  });

  test("uses no key up: what comes after it is imported", async () => {
    const cwd = await folderWith("mugs.csv");
    const dry = await run(cwd, "mugs.csv", "--dry-run", "--key", "spring", "--json");
    expect(JSON.parse(dry.stdout)).toMatchObject({
      applied: false,
      dryRun: true,
      summary: "1 product to create; 1 variant to create",
      job: { status: "canceled" },
    });
    const wet = await run(cwd, "mugs.csv", "--yes", "--key", "spring");
    expect([wet.exitCode, handles()]).toEqual([0, ["mug"]]);
  });
});

describe("a limit", () => {
  test.each([
    ["of the check, before anything is sent", [], []],
    ["of the server, before it is confirmed", ["--no-check"], DECLINED],
    ["of a dry run", ["--no-check", "--dry-run"], DECLINED],
  ])("stops an import by the count %s", async (_, flags, sent) => {
    const cwd = await folderWith("mugs.csv");
    const args = ["mugs.csv", "--yes", "--max-creates", "1", ...flags];
    const given = flags.includes("--dry-run") ? args.filter((arg) => arg !== "--yes") : args;
    const { exitCode, stdout, stderr } = await run(cwd, ...given);
    expect(stderr).toContain(
      "error: The import would create 2 products and variants, more than --max-creates 1. Nothing was written.",
    );
    expect([exitCode, stdout]).toEqual([5, ""]);
    expect(changes()).toEqual(sent);
    expect([handles(), uploads()]).toEqual([[], []]);
  });

  test("lets pass what is within it", async () => {
    const cwd = await folderWith("mugs.csv");
    const limits = ["--max-creates", "2", "--max-updates", "0"];
    expect(await run(cwd, "mugs.csv", "--yes", ...limits)).toMatchObject({ exitCode: 0 });
  });
});

describe("import --key", () => {
  test("imports once: the second run uploads nothing, exits 0, and says so", async () => {
    const cwd = await folderWith("mugs.csv");
    const args = ["mugs.csv", "--yes", "--key", "content", "--window", "7d"];
    const first = await run(cwd, ...args);
    const [before, asked] = [changes(), shop.fake.requests.length];
    const second = await run(cwd, ...args);
    expect(second.stdout).toBe(first.stdout.replace("\n", " (it was done before)\n"));
    expect(second.exitCode).toBe(0);
    expect(changes()).toEqual(before);
    // A login, and a look: what is done needs no check.
    expect(shop.fake.requests.slice(asked).map(({ path }) => path)).toEqual([
      "/admin/auth/token",
      "/admin/batch-jobs",
    ]);
  });

  test("for another file is a mistake, and sends nothing", async () => {
    const cwd = await folderWith("mugs.csv");
    await run(cwd, "mugs.csv", "--yes", "--key", "spring");
    await writeFile(join(cwd, "cups.csv"), FILES["mugs.csv"].replaceAll(/mug/gi, "cup"));
    const before = changes();
    const { exitCode, stderr } = await run(cwd, "cups.csv", "--yes", "--key", "spring", "--json");
    expect(JSON.parse(stderr)).toMatchObject({ error: { exitCode: 2, code: KEY_REUSED } });
    expect(exitCode).toBe(2);
    expect(changes()).toEqual(before);
  });

  test("that was canceled names the flag, and with it is imported", async () => {
    const cwd = await folderWith("mugs.csv");
    const args = ["mugs.csv", "--yes", "--key", "spring"];
    await run(cwd, ...args, "--no-check", "--max-creates", "0");
    const before = changes();
    const stopped = await run(cwd, ...args);
    expect(stopped.exitCode).toBe(5);
    expect(changes()).toEqual(before);
    const again = await run(cwd, ...args, "--rerun-canceled");
    expect([again.exitCode, handles()]).toEqual([0, ["mug"]]);
  });
});

describe("import --detach", () => {
  test("prints the id when Medusa works on it, says how to come back, and exits 8", async () => {
    const cwd = await folderWith("mugs.csv");
    const { exitCode, stdout, stderr } = await run(cwd, "mugs.csv", "--yes", "--detach");
    const id = stdout.trim();
    expect(stdout).toBe(`${shop.fake.jobs[0]?.id}\n`);
    expect(stderr).toContain(
      `The product-import ${id} goes on.\nTo come back to it: mbj wait ${id}`,
    );
    expect(exitCode).toBe(8);
  });
});

test("a job that the server does not let be confirmed is canceled, its file deleted, and the error names it", async () => {
  shop.spoil(/^POST .*confirm/, page(403));
  const cwd = await folderWith("mugs.csv");
  const { exitCode, stderr } = await run(cwd, "mugs.csv", "--yes", "--json", "--retries", "0");
  const [job] = shop.fake.jobs;
  expect(job).toMatchObject({ status: "canceled" });
  expect(JSON.parse(stderr)).toMatchObject({ error: { job: { id: job?.id, status: "canceled" } } });
  expect(exitCode).toBe(4);
  expect([handles(), uploads()]).toEqual([[], []]);
});

test.each([
  [[], "Nobody can be asked here whether to import.\nPass --yes to import, or --dry-run"],
  [["--yes", "--max-creates", "many"], "It must be a whole number."],
])("import with %j is a mistake, found before anything is read or sent", async (flags, message) => {
  const { exitCode, stdout, stderr } = await runCli(["import", "missing.csv", ...flags], {
    env: shop.env,
  });
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(shop.fake.requests).toEqual([]);
});

test.each([
  ["missing.csv", "missing.csv is not there."],
  [".", ". is a folder."],
])("import of %s is a mistake, found before a login", async (file, message) => {
  const { exitCode, stderr } = await run(await folderWith(), file, "--yes");
  expect(stderr).toContain(`error: ${message}\n`);
  expect(exitCode).toBe(2);
  expect(shop.fake.requests).toEqual([]);
});

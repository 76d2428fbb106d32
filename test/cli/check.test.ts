import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FILES, folderWith } from "./support/files.js";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

describe("check --offline", () => {
  test("needs no settings, sends nothing, and says on stdout what is wrong", async () => {
    const cwd = await folderWith("refused.csv");
    const { exitCode, stdout, stderr } = await runCli(["check", "refused.csv", "--offline"], {
      cwd,
    });
    expect(stdout).toMatchInlineSnapshot(`
      "Medusa would refuse refused.csv.

      Refused (2)

      refused.csv:2:9  Product Status  Published
        "Published" is no status. Is it "published"? There are draft, proposed, published and rejected, in lower case.
        --fix: Write "published".

      refused.csv:2:31  Variant Inventory Quantity  ten
        "Variant Inventory Quantity" takes whole numbers, without a unit or a separator: "ten" is none.

      1 row: 1 product, 1 variant.

      The shop was not asked: its SKUs, regions and prices are unknown.
      "
    `);
    expect(stderr).toBe("Checking refused.csv\n");
    expect(exitCode).toBe(3);
  });

  test("exits 0 for what Medusa changes in silence, and 3 with --strict", async () => {
    const cwd = await folderWith("changed.csv");
    const [lenient, strict] = await Promise.all([
      runCli(["check", "changed.csv", "--offline", "--quiet"], { cwd }),
      runCli(["check", "changed.csv", "--offline", "--strict", "-q"], { cwd }),
    ]);
    expect(lenient.stdout).toMatchInlineSnapshot(`
      "Medusa would import changed.csv, but not as it says.

      Changed in silence (2)

      changed.csv:2:25  Variant SKU  007 → 7
        Medusa takes "007" in "Variant SKU" for a number, and stores "7": the zeros are lost, also if it is in quotes. Put a letter in front, or set it in the admin after the import.

      changed.csv:2:42  Price EUR  10,50 → 10
        Medusa reads "10,50" in "Price EUR" as 10. Write 10.50: a point before the cents, and nothing between thousands.
        --fix: Write 10.50.

      1 row: 1 product, 1 variant. The import: 1 product to create; 1 variant to create.

      The shop was not asked: its SKUs, regions and prices are unknown.
      "
    `);
    expect(lenient).toMatchObject({ exitCode: 0, stderr: "" });
    expect(strict).toMatchObject({ exitCode: 3, stderr: "", stdout: lenient.stdout });
  });

  test("reads stdin to the byte: a byte order mark and Windows' line ends are seen", async () => {
    const { exitCode, stdout } = await runCli(["check", "-", "--offline"], {
      input: FILES["excel.csv"],
    });
    expect(stdout).toContain("stdin:1:1  \\ufeffProduct Handle\n");
    expect(stdout).toMatch(/^Medusa would refuse stdin\.\n\nRefused \(2\)\n/);
    expect(exitCode).toBe(3);
  });

  test.each([
    ["no CSV", "PK\u0003\u0004\0"],
    ["empty", ""],
  ])("exits 3 for a file that is %s, which Medusa would call completed", async (_, input) => {
    const { exitCode, stdout } = await runCli(["check", "-", "--offline"], { input });
    expect(stdout).toMatch(/^Medusa would import nothing of stdin\./);
    expect(exitCode).toBe(3);
  });
});

describe("check", () => {
  test("asks the shop, and changes nothing there", async () => {
    const cwd = await folderWith("prices.csv");
    const args = ["check", "prices.csv", "--type", "price-list-import", "--json"];
    const { exitCode, stdout, stderr } = await runCli(args, { cwd, env: shop.env });
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, verdict: expect.any(String) });
    expect(stderr).toBe("");
    expect(exitCode).toBe(JSON.parse(stdout).verdict === "refused" ? 3 : 0);
    const [login, ...others] = shop.fake.requests;
    expect(login).toMatchObject({ method: "POST", path: "/admin/auth/token" });
    expect(new Set(others.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("of who is not logged in, says that there is --offline", async () => {
    const cwd = await folderWith("mugs.csv");
    const { exitCode, stderr } = await runCli(["check", "mugs.csv"], {
      cwd,
      env: { MEDUSA_BACKEND_URL: shop.url },
    });
    expect(stderr).toMatch(
      /MEDUSA_API_TOKEN[\s\S]*To check the file by itself, pass --offline\.\n$/,
    );
    expect(exitCode).toBe(2);
    expect(shop.fake.requests).toEqual([]);
  });
});

describe("check --format", () => {
  test("json is the report, as --json is", async () => {
    const cwd = await folderWith("refused.csv");
    const [format, json] = await Promise.all([
      runCli(["check", "refused.csv", "--offline", "--format", "json"], { cwd }),
      runCli(["check", "refused.csv", "--offline", "--json"], { cwd }),
    ]);
    expect(format.stdout).toBe(json.stdout);
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: "refused",
      problems: [
        { rule: "unknown-status", line: 2 },
        { rule: "no-integer", line: 2 },
      ],
    });
    expect([format.exitCode, json.exitCode, json.stderr]).toEqual([3, 3, ""]);
  });

  test("github is an annotation for each place, its file named from the top of the repository", async () => {
    const cwd = await folderWith("refused.csv");
    const args = ["check", "refused.csv", "--offline", "--format", "github"];
    const [here, above] = await Promise.all([
      runCli(args, { cwd }),
      runCli(args, { cwd, env: { GITHUB_WORKSPACE: join(cwd, "..") } }),
    ]);
    expect(here.stdout).toMatchInlineSnapshot(`
      "::error file=refused.csv,line=2,col=9,title=Refused by Medusa%3A unknown-status::"Published" is no status. Is it "published"? There are draft, proposed, published and rejected, in lower case.
      ::error file=refused.csv,line=2,col=31,title=Refused by Medusa%3A no-integer::"Variant Inventory Quantity" takes whole numbers, without a unit or a separator: "ten" is none.
      Medusa would refuse refused.csv. 1 row: 1 product, 1 variant.
      "
    `);
    expect(above.stdout).toMatch(/^::error file=medusa-cli-\w+\/refused\.csv,line=2,/);
    expect([here.exitCode, above.exitCode]).toEqual([3, 3]);
  });
});

describe("check --fix", () => {
  test("writes the mended file, says what was mended, and exits by what is left", async () => {
    const cwd = await folderWith("excel.csv");
    const args = ["check", "excel.csv", "--offline", "--fix", "-o", "mended.csv"];
    const first = await runCli(args, { cwd });
    expect(first.stdout).toMatchInlineSnapshot(`
      "Mended (3)

      excel.csv:1:1  \\ufeffProduct Handle
        Take the byte order mark away.

      excel.csv:2:9  Product Status
        Write "published".

      excel.csv:2:33  Variant Allow Backorder
        Write true.

      Medusa would import mended.csv as it is.

      1 row: 1 product, 1 variant. The import: 1 product to create; 1 variant to create.

      The shop was not asked: its SKUs, regions and prices are unknown.
      "
    `);
    expect(first.exitCode).toBe(0);
    expect(await readFile(join(cwd, "mended.csv"), "utf8")).toBe(FILES["mended.csv"]);
    expect((await readdir(cwd)).sort()).toEqual(["excel.csv", "mended.csv"]);

    await writeFile(join(cwd, "mended.csv"), "mine");
    const second = await runCli(args, { cwd });
    expect(second).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "error: mended.csv exists already.\nPass --force to replace it.\n",
    });
    expect(await readFile(join(cwd, "mended.csv"), "utf8")).toBe("mine");

    const third = await runCli([...args, "--force", "--json"], { cwd });
    expect(JSON.parse(third.stdout)).toMatchObject({
      verdict: "ok",
      applied: [{ rule: "byte-order-mark" }, { rule: "unknown-status" }, { rule: "no-boolean" }],
    });
    expect(await readFile(join(cwd, "mended.csv"), "utf8")).toBe(FILES["mended.csv"]);
  });

  test("writes to stdout with -o -, and the report to stderr", async () => {
    const args = ["check", "-", "--offline", "--fix", "-o", "-"];
    const { exitCode, stdout, stderr } = await runCli(args, { input: FILES["refused.csv"] });
    expect(stdout).toBe(FILES["refused.csv"].replace("Published", "published"));
    expect(stderr).toContain("Medusa would refuse stdin (mended).");
    expect(exitCode).toBe(3);
  });

  test("leaves nothing behind on a disk that is full, and says so", async () => {
    const cwd = await folderWith("excel.csv");
    const args = ["check", "excel.csv", "--offline", "--fix", "-o", "/dev/full"];
    const { exitCode, stderr } = await runCli(args, { cwd });
    expect(stderr).toContain("error: /dev/full could not be written: the disk is full.\n");
    expect(exitCode).toBe(1);
  });
});

test.each([
  [["--fix"], "--fix writes the mended file: where to?"],
  [["--json", "--format", "github"], "--json and --format github are two formats"],
  [["--json", "--fix", "-o", "-"], "--json and -o - cannot both have stdout."],
  [["--fix", "-o", "nowhere/x.csv"], "There is no folder nowhere."],
])("check with %j is a mistake, found before anything is read or sent", async (flags, message) => {
  const { exitCode, stdout, stderr } = await runCli(["check", "missing.csv", ...flags], {
    env: shop.env,
  });
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(shop.fake.requests).toEqual([]);
});

test("check of a file that is not there is a mistake, found before a login", async () => {
  const { exitCode, stderr } = await runCli(["check", "missing.csv"], { env: shop.env });
  expect(stderr).toBe("Checking missing.csv\nerror: missing.csv is not there.\n");
  expect(exitCode).toBe(2);
  expect(shop.fake.requests).toEqual([]);
});

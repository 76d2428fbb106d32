import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { importTemplate } from "medusa-batch-jobs/csv";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { temporaryFolder } from "./support/temporary-folder.js";

test.each([
  [["products"], importTemplate("product-import")],
  [
    [
      "product-import",
      "--option",
      "Size",
      "--option",
      "Colour",
      "--currency",
      "EUR",
      "--currency",
      "usd",
    ],
    importTemplate("product-import", { options: ["Size", "Colour"], currencies: ["eur", "usd"] }),
  ],
  [["prices", "--currency", "usd"], importTemplate("price-list-import", { currencies: ["usd"] })],
])("template %j prints the CSV to the byte, and nothing else", async (args, csv) => {
  const result = await runCli(["template", ...args]);
  expect(result).toMatchObject({ exitCode: 0, stdout: csv, stderr: "" });
});

test("template -o writes a file, and prints its path; --json has it all in one object", async () => {
  const cwd = await temporaryFolder();
  const csv = importTemplate("price-list-import");
  const args = ["template", "price-list-import", "-o", "prices.csv"];
  const [json, first] = await Promise.all([
    runCli(["template", "prices", "--json"], { cwd }),
    runCli(args, { cwd }),
  ]);
  expect(JSON.parse(json.stdout)).toEqual({ type: "price-list-import", csv });
  expect(first).toMatchObject({ exitCode: 0, stdout: "prices.csv\n", stderr: "" });
  expect(await readFile(join(cwd, "prices.csv"), "utf8")).toBe(csv);

  const [second, forced] = [
    await runCli(args, { cwd }),
    await runCli([...args, "--force"], { cwd }),
  ];
  expect(second).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: "error: prices.csv exists already.\nPass --force to replace it.\n",
  });
  expect(forced.exitCode).toBe(0);
});

test.each([
  [["orders"], "There is no template for orders."],
  [["prices", "--option", "Size"], "--option is for products: a price list has none."],
  [["products", "--option", "7"], "--option takes different names, and no numbers, not 7."],
  [
    ["products", "--currency", "euro"],
    "--currency takes codes that Medusa knows, as EUR, not euro.",
  ],
  [["products", "--force"], "--force is for -o FILE."],
])("template %j is a mistake, said in the words of flags", async (args, message) => {
  const { exitCode, stdout, stderr } = await runCli(["template", ...args]);
  expect(stderr).toContain(`error: ${message}\n`);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

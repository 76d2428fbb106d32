import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.js";
import { type CliShop, openShop } from "./support/shop.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const CSV =
  "Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Price EUR\nmug;Mug;published;Small;MUG-S;5;false;true;9.90\n";

let shop: CliShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test("import --yes imports a file, and says on stdout what was done", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), CSV);
  const { exitCode, stdout } = await runCli(["import", "products.csv", "--yes"], {
    cwd,
    env: shop.env,
  });
  expect(stdout).toMatch(/^batch_\w+ 1 product created; 1 variant created\n$/);
  expect(exitCode).toBe(0);
  expect(shop.fake.products.map(({ handle }) => handle)).toEqual(["mug"]);
});

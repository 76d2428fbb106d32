import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { productRows } from "../support/product-rows.js";
import { type CliShop, openShop } from "./support/shop.js";
import { temporaryFolder } from "./support/temporary-folder.js";
import { type OpenTerminal, openShell } from "./support/terminal.js";

/** The command, its exit code, and whether it left the terminal as it found it. */
const IMPORT =
  'found=$(stty -g); trap : INT; mbj import products.csv; echo "exit $?"; [ "$found" = "$(stty -g)" ] && echo unchanged';

let shop: CliShop;
let cwd: string;
beforeEach(async () => {
  shop = await openShop();
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), productRows("mug"));
});
afterEach(() => shop.close());

/** Imports with these variables of the shop's. */
function openImport(...names: string[]): OpenTerminal {
  const env = Object.fromEntries(names.map((name) => [name, shop.env[name] ?? ""]));
  return openShell(IMPORT, { env: { MEDUSA_BACKEND_URL: shop.url, ...env }, cwd });
}

test("who is not logged in is asked for both, and the password is never seen", async () => {
  const terminal = openImport();
  await terminal.until(/^Email:/m);
  terminal.type("admin@medusa-test.com\r");
  await terminal.until(/^Password:/m);
  terminal.type("supersecret\r");
  await terminal.until(/\[y\/N\]/);
  terminal.type("yes\r");
  const screen = await terminal.until(/^exit/m);
  await terminal.ended;
  expect(screen).toMatch(/^exit 0$/m);
  expect(terminal.raw()).not.toContain("supersecret");
  expect(terminal.screen()).toMatch(/unchanged$/);
  expect(shop.fake.products).toHaveLength(1);
});

test("answers may be pasted, with the line ends of Windows", async () => {
  const terminal = openImport("MEDUSA_EMAIL");
  await terminal.until(/^Password:/m);
  terminal.type("supersecret\r\n");
  await terminal.until(/\[y\/N\]/);
  terminal.type("Y\r\n");
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^exit 0\nunchanged$/m);
});

test.each([
  ["Enter alone", "\r"],
  ["Ctrl-D", "\x04"],
  ["another word", "maybe\r"],
])("%s is no yes: nothing is imported", async (_name, keys) => {
  const terminal = openImport("MEDUSA_EMAIL", "MEDUSA_PASSWORD");
  await terminal.until(/\[y\/N\]/);
  terminal.type(keys);
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^exit 5\nunchanged$/m);
  expect(shop.fake.products).toHaveLength(0);
});

test.each([
  ["the email", [], /^Email:/m],
  ["the password", ["MEDUSA_EMAIL"], /^Password:/m],
])("Ctrl-D instead of %s is a mistake that says what to set", async (_name, names, asked) => {
  const terminal = openImport(...names);
  await terminal.until(asked);
  terminal.type("\x04");
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^error: Nothing was answered to "(Email|Password):"\.$/m);
  expect(terminal.screen()).toContain("MEDUSA_PASSWORD");
  expect(terminal.screen()).toMatch(/^exit 2\nunchanged$/m);
  expect(shop.fake.requests).toHaveLength(0);
});

test.each([
  ["the email", [], /^Email:/m],
  ["the password", ["MEDUSA_EMAIL"], /^Password:/m],
])("Ctrl-C instead of %s ends at once", async (_name, names, asked) => {
  const terminal = openImport(...names);
  await terminal.until(asked);
  terminal.type("abc\x03");
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^exit 130\nunchanged$/m);
  expect(shop.fake.requests).toHaveLength(0);
});

test("Ctrl-C instead of a yes cancels what was prepared", async () => {
  const terminal = openImport("MEDUSA_EMAIL", "MEDUSA_PASSWORD");
  await terminal.until(/\[y\/N\]/);
  terminal.type("\x03");
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^exit 130\nunchanged$/m);
  expect(shop.fake.jobs.map(({ status }) => status)).toEqual(["canceled"]);
});

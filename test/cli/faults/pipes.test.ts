import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startCli, startShell } from "../support/children.js";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { PRODUCTS } from "./products.js";

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop();
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), PRODUCTS);
});
afterEach(() => shop.close());

const shell = (line: string) => startShell(line, { cwd, env: shop.env, input: "" }).ended;

describe("an import is applied, and exits 0,", () => {
  test.each([
    ["where nobody reads stdout", "mbj import products.csv --yes | true; exit $PIPESTATUS"],
    [
      "where whoever reads stderr leaves",
      "{ mbj import products.csv --yes 2>&1 >&3 | head -1; exit $PIPESTATUS; } 3>&1",
    ],
    ["where stdout is full", "mbj import products.csv --yes >/dev/full"],
    ["where stderr is full", "mbj import products.csv --yes 2>/dev/full"],
    ["where stdin, stdout and stderr are closed", "mbj import products.csv --yes <&- >&- 2>&-"],
    ["in an empty environment", "PATH= HOME= LANG=C mbj import products.csv --yes"],
    [
      "in a folder that was deleted",
      "mkdir gone && cd gone && rmdir ../gone && mbj import ../products.csv --yes",
    ],
    [
      "of a file whose name begins with a dash",
      "cp products.csv ./-x.csv; mbj import --yes -- -x.csv",
    ],
    [
      "of a file of any name",
      "cp products.csv 'Größe 漢字\n😀.csv'; mbj import --yes 'Größe 漢字\n😀.csv'",
    ],
    ["of stdin", "mbj import - --yes <products.csv"],
    ["of stdin with the line ends of Windows", "sed 's/$/\\r/' products.csv | mbj import - --yes"],
    [
      "of stdin that is slow",
      "{ head -1 products.csv; sleep 0.3; tail -1 products.csv; } | mbj import - --yes",
    ],
    ["of a pipe by name", "mbj import --yes <(cat products.csv)"],
  ])("%s", async (_where, line) => {
    const { exitCode, stderr } = await shell(line);
    expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
    expect(shop.fake.products.map(({ handle }) => handle)).toEqual(["mug"]);
    expect(exitCode).toBe(0);
  });
});

test.each([
  ["import - --yes", /stdin/],
  ["--password-file - list", undefined],
  ["wait -", undefined],
])("%s waits for stdin that never ends, until Ctrl-C", async (line, words) => {
  const command = startCli(line.split(" "), { cwd, env: shop.env });
  // What says nothing has taken what it is given before it can be interrupted.
  if (words) await command.said(words);
  else await taken(command.stdin);
  command.kill("SIGINT");
  const { exitCode } = await command.ended;
  expect(exitCode).toBe(130);
  expect(shop.fake.requests.filter(({ method }) => method === "POST")).toEqual([]);
});

test.each([
  ["is not there", "nope.csv", /nope\.csv is not there/],
  ["is a folder", ".", /is a folder/],
  ["is below a file", "products.csv/x.csv", /products\.csv\/x\.csv/],
  ["has a name without end", "a".repeat(300), /./],
  ["has no name", "", /./],
])("a file that %s exits 2, and nothing is sent", async (_what, name, words) => {
  const { exitCode, stderr } = await startCli(["import", "--yes", name], {
    cwd,
    env: shop.env,
    input: "",
  }).ended;
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/^\s+at |E[A-Z]{4,}/m);
  expect(stderr.length).toBeLessThan(1000);
  expect(shop.fake.requests).toEqual([]);
});

test("a password with the line end of Windows is the password", async () => {
  const { MEDUSA_PASSWORD = "", ...env } = shop.env;
  await mkdir(join(cwd, "secrets"));
  await writeFile(join(cwd, "secrets", "password"), `${MEDUSA_PASSWORD}\r\n`);
  const { exitCode } = await startCli(
    ["--password-file", "secrets/password", "import", "products.csv", "--yes"],
    { cwd, env, input: "" },
  ).ended;
  expect(exitCode).toBe(0);
});

/** More than a pipe holds is taken only by a command that reads. */
function taken(stdin: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stdin.write("x".repeat(1_000_000), () => resolve()));
}

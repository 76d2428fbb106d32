import { lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startShell } from "../support/children.js";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const PRODUCT = { handle: "mug", title: "Mug", variants: [{ title: "Small", sku: "MUG-S" }] };
const STACK = /^\s+at .+:\d+:\d+/m;

/** Root may write everywhere, unless it lays that down. */
const WITHOUT_PRIVILEGES =
  process.getuid?.() === 0
    ? "setpriv --inh-caps=-dac_override --bounding-set=-dac_override"
    : "env";

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ products: [PRODUCT] });
  cwd = await temporaryFolder();
});
afterEach(() => shop.close());

const shell = (line: string) => startShell(line, { cwd, env: shop.env, input: "" }).ended;
const jobs = () => shop.fake.jobs.length;

describe("a full disk", () => {
  test.each([
    ["export products -o /dev/full"],
    ["export products -o /dev/full --force"],
    ["export products -o - >/dev/full"],
    ["template products -o /dev/full --force"],
    ["--json list >/dev/full"],
  ])("is a failure with words for: %s", async (line) => {
    const { exitCode, stderr } = await shell(`mbj ${line}`);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/full|no space left/);
    expect(stderr).not.toMatch(STACK);
    expect((await lstat("/dev/full")).isCharacterDevice()).toBe(true);
  });

  test("leaves nothing beside the target, and what was there as it was", async ({ skip }) => {
    const { exitCode } = await shell("unshare -m mount -t tmpfs none .");
    if (exitCode !== 0) skip("No disk can be mounted here: that takes root.");
    const { stdout: told, stderr } = await shell(
      `export -f mbj; unshare -m bash -c '
        mkdir small; mount -t tmpfs -o size=8k none small; cd small
        echo before >products.csv
        dd if=/dev/zero of=fill bs=4k count=1 2>/dev/null
        mbj export products -o products.csv --force
        echo $?; cat products.csv; ls -A'`,
    );
    expect(told).toBe("1\nbefore\nfill\nproducts.csv\n");
    expect(stderr).toMatch(/full|no space left/);
  });
});

describe("a target", () => {
  test.each([
    ["that exists", "echo before >there.csv; mbj export products -o there.csv"],
    ["in a folder that is missing", "mbj export products -o nope/there.csv"],
    ["below a file", "echo before >there.csv; mbj export products -o there.csv/x.csv"],
    ["that is a folder", "mkdir folder; mbj template products -o folder"],
    ["without a name", "mbj export products -o ''"],
    [
      "that a check would replace",
      "echo before >there.csv; mbj check there.csv --fix -o there.csv",
    ],
  ])("%s is refused before anything is sent", async (_what, line) => {
    const { exitCode, stdout } = await shell(line);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(shop.fake.requests).toEqual([]);
    expect((await readdir(cwd)).length).toBeLessThanOrEqual(1);
  });

  test("that exists is replaced with --force, and a link leads to it still", async () => {
    await writeFile(join(cwd, "real.csv"), "before");
    await symlink("real.csv", join(cwd, "link.csv"));
    const { exitCode } = await shell("mbj export products -o link.csv --force");
    expect(exitCode).toBe(0);
    expect((await lstat(join(cwd, "link.csv"))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(cwd, "real.csv"), "utf8")).toContain("MUG-S");
    expect(await readdir(cwd)).toEqual(["link.csv", "real.csv"]);
  });

  test("in a folder that may not be written is refused in words, before anything is sent", async ({
    skip,
  }) => {
    await mkdir(join(cwd, "ours"), { mode: 0o555 });
    const { exitCode: hasPrivileges } = await shell(`${WITHOUT_PRIVILEGES} true`);
    if (hasPrivileges !== 0) skip("The rights of root cannot be laid down here.");
    const { exitCode, stderr } = await shell(
      `export -f mbj; ${WITHOUT_PRIVILEGES} bash -c 'mbj export products -o ours/x.csv'`,
    );
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/may not write/);
    expect(shop.fake.requests).toEqual([]);
    expect(await readdir(join(cwd, "ours"))).toEqual([]);
  });
});

test("a download that breaks in the middle leaves nothing, and says how to get the file", async () => {
  shop.spoil(/^GET \/uploads\//, (incoming, outgoing) => {
    outgoing.writeHead(200, { "content-type": "text/csv", "content-length": "1000" });
    outgoing.write("Product Id;", () => incoming.socket.resetAndDestroy());
  });
  await writeFile(join(cwd, "products.csv"), "before");
  const { exitCode, stdout, stderr } = await shell(
    "mbj export products -o products.csv --force --retries 0",
  );
  expect(exitCode).toBe(75);
  expect(stdout).toBe("");
  expect(stderr).toContain(`mbj download ${shop.fake.jobs[0]?.id}`);
  expect(await readdir(cwd)).toEqual(["products.csv"]);
  expect(await readFile(join(cwd, "products.csv"), "utf8")).toBe("before");
  expect(jobs()).toBe(1);
});

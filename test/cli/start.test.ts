import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleCli } from "./support/bundle-cli.js";

/** A folder with the command alone: whatever loads the SDK there fails. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "medusa-cli-alone-"));
  await bundleCli(folder, { external: ["medusa-batch-jobs"] });
  await writeFile(join(folder, "products.csv"), "Product Title\nMug\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const WITHOUT_SDK = /Cannot find module 'medusa-batch-jobs/;

test("--help, --version and usage mistakes do not load the SDK, which takes longer than they may", async () => {
  expect(await runAlone("--help")).toMatchObject({ code: 0, stderr: "" });
  expect(await runAlone("import", "--help")).toMatchObject({ code: 0, stderr: "" });
  expect(await runAlone("--version")).toMatchObject({ code: 0, stderr: "" });
  const { code, stderr } = await runAlone("import", "products.csv", "--max-creates", "many");
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.not.stringMatching(WITHOUT_SDK),
  });
});

test("the first word of an import is said before the SDK is loaded", async () => {
  const { stderr } = await runAlone("import", "products.csv", "--yes");
  expect(stderr).toMatch(/^Checking products\.csv\n/);
  // It is loaded next: this would fail, too, if it were there already.
  expect(stderr).toMatch(WITHOUT_SDK);
});

function runAlone(...args: string[]) {
  const env = { PATH: process.env.PATH, MEDUSA_API_TOKEN: "token-of-a-test" };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ["bin.mjs", ...args],
      { cwd: folder, env },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

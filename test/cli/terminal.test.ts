import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/temporary-folder.js";
import { openShell, openTerminal } from "./support/terminal.js";

test("a terminal shows what a command writes, and how it ended", async () => {
  const terminal = openTerminal(["import"]);
  expect(await terminal.ended).toBe(2);
  expect(terminal.screen()).toMatch(/^error: Missing required argument 'file'/);
});

test("a terminal passes keys on, Ctrl-C as well", async () => {
  const terminal = openShell("cat; exit 7");
  terminal.type("hello\r");
  await terminal.until(/^hello\nhello$/);
  terminal.type("\x03");
  expect(await terminal.ended).toBe(130);
});

test("a terminal may be that of stderr alone", async () => {
  const cwd = await temporaryFolder();
  const terminal = openShell("mbj --version > version.txt; echo done", { cwd });
  expect(await terminal.ended).toBe(0);
  expect(terminal.screen()).toBe("done");
  expect(await readFile(join(cwd, "version.txt"), "utf8")).toMatch(/^\d+\.\d+\.\d+\n$/);
});

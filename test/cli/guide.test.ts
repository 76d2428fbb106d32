import { readFileSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { examplesIn } from "../packaging/examples/extract.js";
import { ROOT } from "../packaging/pack.js";
import { losesAnswer, openGatedShop } from "./support/gate.js";
import { block, blocks, PAGE, Reader } from "./support/guide.js";
import { openShell } from "./support/terminal.js";

const UPLOAD = "POST /admin/uploads/protected";
const BROKEN =
  "Product Handle;Product Title;Variant Title;Variant Inventory Quantity\nmug;Mug;Small;ten\n";
const NEW_PRODUCTS = ["enamel-mug", "pour-over-stand", "milk-jug"];

test("every block of the page is run here, or is no shell", () => {
  const others = examplesIn(PAGE).filter(({ info }) => !["sh", "text"].includes(info.join(" ")));
  expect(others.map(({ info }) => info.join(" "))).toEqual([
    "sh terminal",
    "sh env-file",
    "text shop.env",
    "powershell",
    "crontab",
    "yaml",
    "sh import-products.sh",
  ]);
});

test.each(blocks("sh"))("$name runs", async ({ code }) => {
  const reader = await Reader.arrive();
  const { exitCode, stderr } = await reader.run(code);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(reader.world.strays).toEqual([]);
});

test("the env file can be read by nobody else", async () => {
  const reader = await Reader.arrive();
  await reader.run(`rm shop.env; ${block("sh", "env-file")}`);
  expect((await stat(join(reader.folder, "shop.env"))).mode & 0o777).toBe(0o600);
});

describe.each(["README.md", PAGE])("the first minute of %s", (page) => {
  test("is as it says, on a terminal", async () => {
    const [script, screen] = firstMinuteOf(page);
    const reader = await Reader.arrive({});
    const terminal = openShell(script, { cwd: reader.folder, env: reader.env, cols: 120 });
    await terminal.until(/Password:$/);
    terminal.type("correct horse battery staple\r");
    await terminal.until(/\[y\/N\]$/);
    expect(reader.handles).not.toContain(NEW_PRODUCTS[0]);
    terminal.type("y\r");
    expect(await terminal.ended).toBe(0);
    expect(atAnyTime(terminal.screen())).toBe(atAnyTime(screen));
    expect(reader.handles).toEqual(expect.arrayContaining(NEW_PRODUCTS));
  });

  /** What is typed, and what is seen then. */
  function firstMinuteOf(file: string): [script: string, screen: string] {
    const all = examplesIn(file);
    const at = all.findIndex(({ info }) => info.join(" ") === "sh terminal");
    return [all[at]?.code ?? "", all[at + 1]?.code.trimEnd() ?? ""];
  }

  /** A screen without what is another one each time. */
  function atAnyTime(text: string): string {
    return text.replace(/batch_\w+/g, "batch_").replace(/ {2}\d+ s$| +$/gm, "");
  }
});

test("--json prints what its table says", async () => {
  const reader = await Reader.arrive();
  const calls = {
    "import --dry-run": "import products.csv --dry-run",
    import: "import products.csv --yes",
    export: "export products -o all.csv",
    run: "run product-export",
    list: "list",
    template: "template products",
    whoami: "whoami",
    doctor: "doctor",
  };
  for (const [command, line] of Object.entries(calls)) {
    const { stdout } = await reader.run(`mbj --json ${line}`);
    expect([command, ...Object.keys(JSON.parse(stdout))]).toEqual([command, ...promised(command)]);
  }

  /** The names that the table has for a command. */
  function promised(command: string): string[] {
    const rows = readFileSync(join(ROOT, PAGE), "utf8").match(/^\| `.*$/gm) ?? [];
    const row = rows.find((text) => text.includes(`\`${command}\``) && text.includes('`{"')) ?? "";
    return [...row.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
  }
});

describe("the cron line", () => {
  /** The command as cron gives it to sh, up to the first `%` that is not escaped, in a folder of the test's. */
  function commandOf(crontab: string, folder: string): string {
    const line = crontab.split("\n").find((text) => /^\d/.test(text)) ?? "";
    const [, command = ""] = /^(?:\S+ ){5}(.*)$/.exec(line) ?? [];
    const [unescaped = ""] = command.split(/(?<!\\)%/);
    return unescaped.replaceAll("\\%", "%").replaceAll("/srv/shop", folder);
  }

  test("imports once a night, however often it runs, and says nothing", async () => {
    const reader = await Reader.arrive({});
    const command = commandOf(block("crontab"), reader.folder);
    const said = { exitCode: 0, stdout: "", stderr: "" };
    expect(await reader.runFile("sh", ["-c", command])).toMatchObject(said);
    expect(reader.handles).toEqual(expect.arrayContaining(NEW_PRODUCTS));
    expect(reader.asked(UPLOAD)).toBe(1);
    expect(await reader.runFile("sh", ["-c", command])).toMatchObject(said);
    expect(reader.asked(UPLOAD)).toBe(1);
  });

  test("says what went wrong, for cron to mail", async () => {
    const reader = await Reader.arrive({});
    await writeFile(join(reader.folder, "products.csv"), BROKEN);
    const command = commandOf(block("crontab"), reader.folder);
    const { exitCode, stdout, stderr } = await reader.runFile("sh", ["-c", command]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain('"ten"');
  });
});

describe("the workflow", () => {
  const [check = "", load = ""] = [...block("yaml").matchAll(/- run: (.*)$/gm)].map(
    ([, command]) => command,
  );

  test("shows each mistake of a pull request at its cell, without a login", async () => {
    const reader = await Reader.arrive({});
    const requests = reader.world.fakes.get("shop.example")?.requests ?? [];
    const before = requests.length;
    expect(await reader.run(check)).toMatchObject({ exitCode: 0 });
    await writeFile(join(reader.folder, "products.csv"), BROKEN);
    const { exitCode, stdout } = await reader.run(check);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^::error file=products\.csv,line=2,/m);
    expect(requests.slice(before)).toEqual([]);
  });

  test("imports a commit once, also when it is run again", async () => {
    const reader = await Reader.arrive();
    const commit = { GITHUB_SHA: "3f2c1e0d9b8a7f6e5d4c3b2a190817263544f5e6" };
    expect(await reader.run(load, commit)).toMatchObject({ exitCode: 0 });
    expect(reader.handles).toEqual(expect.arrayContaining(NEW_PRODUCTS));
    expect(await reader.run(load, commit)).toMatchObject({ exitCode: 0 });
    expect(reader.asked(UPLOAD)).toBe(1);
  });
});

describe("the script", () => {
  const SCRIPT = "import-products.sh";

  async function arrive(who?: Record<string, string>): Promise<Reader> {
    const reader = await Reader.arrive(who);
    await writeFile(join(reader.folder, SCRIPT), block("sh", SCRIPT), { mode: 0o755 });
    return reader;
  }

  /** Runs the script with a command that exits with these, one after the other. */
  async function play(...exits: number[]) {
    const reader = await arrive();
    const mbj = `#!/bin/sh\necho "$@" >>calls; set -- ${exits.join(" ")}\nshift $(($(wc -l <calls) - 1)); exit "$1"\n`;
    await writeFile(join(reader.folder, "bin/mbj"), mbj);
    const { exitCode, stdout, stderr } = await reader.runFile(`./${SCRIPT}`, ["2026-11-25"]);
    const calls = await reader.run("cat calls");
    return { exitCode, stdout, stderr, calls: calls.stdout.trimEnd().split("\n") };
  }

  test("imports, and finds that it has", async () => {
    const reader = await arrive();
    for (const _time of [1, 2]) {
      const { exitCode, stdout } = await reader.runFile(`./${SCRIPT}`, []);
      expect({ exitCode, said: stdout.endsWith("\nImported.\n") }).toEqual({
        exitCode: 0,
        said: true,
      });
    }
    expect(reader.asked(UPLOAD)).toBe(1);
  });

  test("says of a file with mistakes that it has to be corrected", async () => {
    const reader = await arrive();
    await writeFile(join(reader.folder, "products.csv"), BROKEN);
    const { exitCode, stderr } = await reader.runFile(`./${SCRIPT}`, []);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/\nCorrect products\.csv, and run this again\.\n$/);
  });

  test("says where to look when nobody is logged in", async () => {
    const reader = await arrive({ MEDUSA_EMAIL: "you@shop.example", MEDUSA_PASSWORD: "wrong" });
    const { exitCode, stderr } = await reader.runFile(`./${SCRIPT}`, []);
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/\nNobody is logged in: /);
  });

  test("tries again, three times at most, when there is no server", async () => {
    const reader = await arrive();
    const { exitCode, stderr } = await reader.runFile(`./${SCRIPT}`, [], {
      MEDUSA_BACKEND_URL: "http://127.0.0.1:1",
      NO_PROXY: "127.0.0.1",
    });
    expect(exitCode).toBe(75);
    expect(stderr.match(/^sleeps for \d+ s$/gm)).toEqual(
      [60, 300, 0].map((s) => `sleeps for ${s} s`),
    );
  });

  test("finds what it has done, when the answer to its confirmation was lost", async () => {
    const reader = await arrive();
    const shop = await openGatedShop();
    onTestFinished(() => shop.close());
    shop.spoil(
      /^POST .*\/confirm$/,
      async (...request) => {
        await losesAnswer(...request);
        shop.spoil(
          /^GET \/admin\/batch-jobs/,
          (_incoming, outgoing) => outgoing.writeHead(401).end(),
          1,
        );
      },
      1,
    );
    const { exitCode, stdout, stderr } = await reader.runFile(`./${SCRIPT}`, [], {
      ...shop.env,
      NO_PROXY: "127.0.0.1",
    });
    expect({ exitCode, sleeps: stderr.match(/^sleeps/gm)?.length }).toEqual({
      exitCode: 0,
      sleeps: 1,
    });
    expect(stdout).toMatch(/\nImported\.\n$/);
    expect(shop.asked(/^POST \/admin\/uploads/)).toBe(1);
    expect(shop.fake.products).toHaveLength(3);
  });

  test.each([8, 9, 75])("calls after exit %i again, with the same key", async (exit) => {
    const { exitCode, calls } = await play(exit, 0);
    expect(exitCode).toBe(0);
    expect(calls).toEqual(Array(2).fill("import products.csv --yes --key nightly-2026-11-25"));
  });

  test.each([1, 2, 3, 4, 5, 130])(
    "does not repeat what ends with %i, and exits with it",
    async (exit) => {
      const { exitCode, stderr, calls } = await play(exit);
      expect({ exitCode, calls: calls.length }).toEqual({ exitCode: exit, calls: 1 });
      expect(stderr).not.toBe("");
    },
  );
});

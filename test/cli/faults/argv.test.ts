import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXIT_CODES } from "../../../src/cli/exit-codes.js";
import { Interruption } from "../../../src/cli/interruption.js";
import { openGatedShop } from "../support/gate.js";
import { runInProcess } from "../support/in-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** How many calls are made up: `ARGV_RUNS=2000` for more. */
const RUNS = Number(process.env.ARGV_RUNS ?? 200);

const COMMANDS =
  "import export check template run list get errors watch wait confirm cancel download whoami doctor completion help".split(
    " ",
  );
const FLAGS =
  "--url --email --password-file --token-file --env-file --header --retries --timeout --cancel-on-interrupt --json --progress -q --quiet --debug --no-color --no-input -h --help --version --type --price-list -y --yes --dry-run --max-creates --max-updates --no-check --strict --fix --key --window --rerun-canceled --detach --offline --format -o --output --force --option --currency --since --filter --context --status --limit --until".split(
    " ",
  );
const VALUES = [
  ..."- -- --- = -= products orders product-import price-list-import settled github json 5 0 -1 1e9 30m 0s 24h 7d".split(
    " ",
  ),
  ..."99999999999999999999 NaN 2026-02-30 2026-11-01 name=value a: A:b {} [] null @- @nope nope.csv .".split(
    " ",
  ),
  ..."batch_1 batch_01M84AR86KH1761MF045ASMP5S ../users constructor __proto__ toString exit-codes bash zsh".split(
    " ",
  ),
  "",
  " ",
  "\n",
  "Größe 漢字 😀",
  "\u0000",
  "\u001B[2J",
  "{",
  '{"__proto__":{"a":1}}',
  "a".repeat(20_000),
];

const word = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 4, arbitrary: fc.constantFrom(...FLAGS) },
  { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...FLAGS), fc.constantFrom(...VALUES))
      .map((pair) => pair.join("=")),
  },
  { weight: 1, arbitrary: fc.string() },
);
const argv = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 6 }))
  .map(([command, words]) => [command, ...words]);

const KNOWN_EXITS = new Set(Object.values(EXIT_CODES).map(({ code }) => code));
const SILENT_EXITS = new Set<number>([EXIT_CODES.done.code, EXIT_CODES.interrupted.code]);

// Some of the calls write files: here, and one of them in the folder above.
const home = process.cwd();
beforeEach(async () => {
  const folder = join(await temporaryFolder(), "here");
  await mkdir(folder);
  process.chdir(folder);
});
afterEach(() => process.chdir(home));

test("whatever is called, it ends with a number of the table, and without a stack", {
  timeout: 30_000 + RUNS * 400,
}, async () => {
  const shop = await openGatedShop();
  try {
    await fc.assert(
      fc.asyncProperty(argv, async (words) => {
        const before = shop.fake.requests.length;
        const { exitCode, stdout, stderr } = await call(words, shop.env);
        expect(KNOWN_EXITS).toContain(exitCode);
        expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+|TypeError|undefined|\[object/m);
        expect(stderr).not.toMatch(/This is a bug|mistake in medusa-batch-jobs/);
        // Whoever interrupts `watch --quiet` knows why it ends.
        if (!SILENT_EXITS.has(exitCode)) expect(stderr).not.toBe("");
        // A mistake of usage that commander or the command can see is found before anything is sent.
        if (/unknown (option|command)|missing required|too many arg/.test(stderr)) {
          expect(shop.fake.requests.length - before).toBe(0);
        }
      }),
      { numRuns: RUNS },
    );
  } finally {
    await shop.close();
  }
});

// The generator rarely has such a name where a file is named.
test.each([
  ["a NUL", "\u0000"],
  ["300 characters", "a".repeat(300)],
])("a name that no file can have, %s, is refused before anything is sent", async (_, name) => {
  await writeFile("products.csv", "Product Handle\n");
  const shop = await openGatedShop();
  try {
    for (const words of [
      ["import", name, "--yes"],
      ["check", "--type", "product-import", name],
      ["check", "--type", "product-import", "products.csv", "--fix", "-o", name],
      ["whoami", "--env-file", name],
      ["whoami", "--token-file", name],
      ["whoami", "--email", "a@b.c", "--password-file", name],
      ["run", "order-export", "--context", `@${name}`],
      ["template", "products", "--output", name],
      ["export", "products", "--output", name],
    ]) {
      const { exitCode, stderr } = await call(words, shop.env);
      expect([words, stderr]).toEqual([
        words,
        expect.stringMatching(/no file can have that name|no name is that long/),
      ]);
      expect(exitCode).toBe(EXIT_CODES.usage.code);
    }
    expect(shop.fake.requests).toEqual([]);
  } finally {
    await shop.close();
  }
});

/** A call that waits is interrupted: `watch` has no end of its own. */
async function call(words: readonly string[], env: Record<string, string>) {
  const interrupting = new AbortController();
  const timer = setTimeout(() => interrupting.abort(new Interruption("SIGINT")), 300);
  try {
    return await runInProcess(words, { env, interrupted: interrupting.signal });
  } finally {
    clearTimeout(timer);
  }
}

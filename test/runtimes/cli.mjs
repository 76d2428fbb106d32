/**
 * Plays a morning of the command line on a runtime: `node cli.mjs EXECUTABLE URLS`, in the folder of an application that
 * has the packed package installed, beside its tarball. Prints the steps.
 */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const [executable, urls] = process.argv.slice(2);
const { baseUrl } = JSON.parse(urls);
const PRODUCTS = join(import.meta.dirname, "../../demo/products.csv");
const INSTALLED = "node_modules/medusa-batch-jobs";
const BIN = "node_modules/.bin/mbj";

const { version } = JSON.parse(await readFile(join(INSTALLED, "package.json"), "utf8"));
const env = {
  ...process.env,
  PATH: dirname(executable) + delimiter + process.env.PATH,
  MEDUSA_BACKEND_URL: baseUrl,
  MEDUSA_EMAIL: "admin@medusa-test.com",
  MEDUSA_PASSWORD: "supersecret",
  // What npx installs goes with the application.
  npm_config_cache: resolve("npm-cache"),
};

const STEPS = {
  async npx() {
    // It takes the node of PATH, as every program of npm's.
    if (basename(executable) !== "node") return;
    await mkdir("empty", { recursive: true });
    const [tarball = ""] = (await readdir("..")).filter((file) => file.endsWith(".tgz"));
    const { stdout } = await run(
      "npx",
      ["--yes", `file:${resolve("..", tarball)}`, "--version"],
      "empty",
    );
    expect(stdout, `${version}\n`);
  },
  async version() {
    const { stdout } = await command("--version");
    expect(stdout, `${version}\n`);
  },
  async "check --offline"() {
    await command("check", "--offline", PRODUCTS);
  },
  async import() {
    const { stdout } = await command("import", PRODUCTS, "--yes");
    expect(stdout, /^batch_\w+ \d products created/);
  },
  async export() {
    await command("export", "products", "-o", "products.csv", "--force");
    expect(await readFile("products.csv", "utf8"), /Enamel Mug/);
  },
  async "no such file"() {
    const error = await command("import", "nowhere.csv", "--yes").catch((error) => error);
    expect(`${error.code} ${error.stderr}`, /^2 (?:.*\n)?error: nowhere\.csv is not there\.\n$/);
  },
};

const steps = [];
for (const [name, step] of Object.entries(STEPS)) {
  steps.push({ name, error: await step().catch((error) => `${error.stderr ?? ""}${error}`) });
}
console.log(JSON.stringify(steps));

function command(...args) {
  return basename(executable) === "node" ? run(BIN, args) : run(executable, [BIN, ...args]);
}

function run(file, args, cwd = ".") {
  return promisify(execFile)(file, args, { cwd, env });
}

function expect(text, expected) {
  const isMet = expected instanceof RegExp ? expected.test(text) : expected === text;
  if (!isMet) throw new Error(`Expected ${expected}, got ${text}`);
}

import { execFile } from "node:child_process";
import { chmod, cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { type Example, examplesIn } from "../../packaging/examples/extract.js";
import { World } from "../../packaging/examples/world.js";
import { ROOT } from "../../packaging/pack.js";
import type { CliResult } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

/** The page whose examples are run. */
export const PAGE = "docs/cli.md";

/** What the page's reader has: a file of products, prices, and a file of settings. */
const PRICES = "Product Variant ID;SKU;Price EUR\n;CUP-WHITE;9.90\n;PRESS-350;29\n";

/** The blocks of the page that have these words after their fence. */
export function blocks(...info: string[]): Example[] {
  return examplesIn(PAGE).filter((block) => block.info.join(" ") === info.join(" "));
}

/** The one block that has these words after its fence. */
export function block(...info: string[]): string {
  const [found, ...more] = blocks(...info);
  if (found === undefined || more.length > 0) throw new Error(`No one block is: ${info.join(" ")}`);
  return found.code;
}

/** A reader of the page: a folder with the files that it speaks of, and a shop. */
export class Reader {
  readonly folder: string;
  readonly world: World;
  /** What the reader has set. */
  readonly env: Record<string, string>;

  /** @param who the variables that say who it is; default: an API token. */
  static async arrive(
    who: Record<string, string> = { MEDUSA_API_TOKEN: "test_api_token_admin" },
  ): Promise<Reader> {
    const folder = await temporaryFolder();
    const world = await World.open();
    onTestFinished(() => world.close());
    await cp(join(ROOT, "demo/products.csv"), join(folder, "products.csv"));
    await writeFile(join(folder, "prices.csv"), PRICES);
    await writeFile(join(folder, "shop.env"), block("text", "shop.env"));
    await installCommands(join(folder, "bin"));
    return new Reader(folder, world, who);
  }

  private constructor(folder: string, world: World, who: Record<string, string>) {
    this.folder = folder;
    this.world = world;
    this.env = {
      PATH: `${join(folder, "bin")}:${process.env.PATH}`,
      HOME: folder,
      MEDUSA_BACKEND_URL: "https://shop.example",
      ...world.environment,
      ...who,
    };
  }

  /** How often the shop was asked for something: "POST /admin/uploads/protected". */
  asked(what: string): number {
    const requests = this.world.fakes.get("shop.example")?.requests ?? [];
    return requests.filter(({ method, path }) => `${method} ${path}` === what).length;
  }

  /** The handles of the products that the shop has. */
  get handles(): string[] {
    return (this.world.fakes.get("shop.example")?.products ?? []).map(({ handle }) => handle);
  }

  /** Runs a script as CI does: it ends with what fails first. */
  run(script: string, env: Record<string, string> = {}): Promise<CliResult> {
    return this.runFile("bash", ["--norc", "-euo", "pipefail", "-c", script], env);
  }

  /** Runs a program in the folder. */
  runFile(
    program: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): Promise<CliResult> {
    const options = { cwd: this.folder, env: { ...this.env, ...env } };
    return new Promise((resolve) => {
      const child = execFile(program, args, options, (_error, stdout, stderr) => {
        const { exitCode, signalCode: signal } = child;
        resolve({ exitCode, signal, stdout, stderr });
      });
      child.stdin?.end();
    });
  }
}

/** `mbj` and `npx medusa-batch-jobs` are the command of these sources; nothing is installed, and nobody sleeps. */
async function installCommands(bin: string): Promise<void> {
  const mbj = `exec "${process.execPath}" "${inject("cliBin")}"`;
  const commands = {
    mbj: `${mbj} "$@"`,
    npx: `[ "$1" = --yes ] && shift; [ "$1" = medusa-batch-jobs ] || exit 127; shift; npm_command=exec ${mbj} "$@"`,
    npm: '[ "$*" = "install --global medusa-batch-jobs" ]',
    sleep: 'echo "sleeps for $1 s" >&2',
  };
  await mkdir(bin);
  for (const [name, code] of Object.entries(commands)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${code}\n`);
    await chmod(join(bin, name), 0o755);
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { buildSync, transformSync } from "esbuild";
import { expect } from "vitest";
import { ROOT } from "../pack.js";
import { type Example, linesPrintedBy, needsPeers } from "./extract.js";
import { World } from "./world.js";

/** Milliseconds in which an example has done its work and left nothing open, or hangs. */
const HANGS_AFTER_MS = 25_000;

/** The files that the guides speak of. */
const FILES = {
  "products.csv": "demo/products.csv",
  "ca.pem": "test/fixtures/tls/shop-cert.pem",
};

/** Expects that an example ends by itself, with 0, having printed what it says. */
export async function expectToRun(folder: string, example: Example): Promise<void> {
  const { code, printed, said, strays } = await play(folder, example);
  expect({ code, said: code === 0 ? "" : said, strays }).toEqual({ code: 0, said: "", strays: [] });
  expect(printed).toMatch(inThisOrder(linesPrintedBy(example)));
}

interface Played {
  /** The exit code; `null` if it did not end by itself. */
  code: number | null;
  printed: string;
  /** What it wrote to stderr. */
  said: string;
  /** What it asked for that is not there. */
  strays: readonly string[];
}

/** Runs an example as its reader would: a module in a process of its own, in a folder with the files it speaks of. */
async function play(folder: string, example: Example): Promise<Played> {
  const { info, code } = example;
  const script = needsPeers(example) ? bundle(folder) : transform(folder, code);
  for (const [name, source] of Object.entries(FILES))
    cpSync(join(ROOT, source), join(folder, name));
  const world = await World.open();
  try {
    const page = join(import.meta.dirname, "page.mjs");
    const child = spawn(
      process.execPath,
      [...(info.includes("browser") ? ["--import", page] : []), script],
      {
        cwd: folder,
        // msw has a world of its own, and knows no proxy.
        env: {
          ...(!code.includes('"msw/node"') && world.environment),
          MEDUSA_API_TOKEN: "test_api_token_admin",
        },
        stdio: ["ignore", "pipe", "pipe"],
        timeout: HANGS_AFTER_MS,
        killSignal: "SIGKILL",
      },
    );
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [exitCode] = await once(child, "close");
    const [printed, said] = await output;
    return { code: exitCode, printed, said, strays: world.strays };
  } finally {
    await world.close();
  }
}

function transform(folder: string, code: string): string {
  const script = join(folder, "example.mjs");
  writeFileSync(script, transformSync(code, { loader: "ts", format: "esm" }).code);
  return script;
}

/** As a dashboard is: some of its packages are none that Node's ESM could import. */
function bundle(folder: string): string {
  const outfile = join(folder, "example.cjs");
  const entryPoints = [join(folder, "example.tsx")];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", jsx: "automatic" });
  return outfile;
}

/** Matches a text that has these lines, among others; "…" stands for anything. */
function inThisOrder(lines: string[]): RegExp {
  const patterns = lines.map((line) => `^${line.split("…").map(escaped).join(".*")}$`);
  return new RegExp(patterns.join("[\\s\\S]*"), "m");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

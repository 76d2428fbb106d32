import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { transformSync } from "esbuild";
import { ROOT } from "../pack.js";
import type { Example } from "./extract.js";
import { World } from "./world.js";

/** Milliseconds in which an example has done its work and left nothing open, or hangs. */
const HANGS_AFTER_MS = 25_000;

/** The files that the guides speak of. */
const FILES = {
  "products.csv": "demo/products.csv",
  "ca.pem": "test/fixtures/tls/shop-cert.pem",
};

/** What became of an example. */
export interface Played {
  /** The exit code; `null` if it did not end by itself. */
  code: number | null;
  printed: string[];
  /** What it wrote to stderr. */
  said: string;
  /** What it asked for that is not there. */
  strays: readonly string[];
}

/** Runs an example as its reader would: a module in a process of its own, in a folder with the files it speaks of. */
export async function play(folder: string, { info, code }: Example): Promise<Played> {
  const script = transformSync(code, { loader: "ts", format: "esm" }).code;
  writeFileSync(join(folder, "example.mjs"), script);
  for (const [name, source] of Object.entries(FILES))
    cpSync(join(ROOT, source), join(folder, name));
  const world = await World.open();
  try {
    const page = join(import.meta.dirname, "page.mjs");
    const child = spawn(
      process.execPath,
      [...(info.includes("browser") ? ["--import", page] : []), "example.mjs"],
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
    return { code: exitCode, printed: printed.trimEnd().split("\n"), said, strays: world.strays };
  } finally {
    await world.close();
  }
}

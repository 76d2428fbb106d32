import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";
import { loadSdkLater } from "../../scripts/load-sdk-later.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The bundled command. */
    cliBin: string;
  }
}

/** Bundles the command once for all tests, of the sources: a child of its own needs no compiler then. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-cli-"));
  await build({
    entryPoints: { bin: "src/cli/bin.ts" },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    tsconfig: "tsconfig.json",
    plugins: [loadSdkLater],
    logLevel: "warning",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  project.provide("cliBin", join(folder, "bin.mjs"));
  return () => rm(folder, { recursive: true });
}

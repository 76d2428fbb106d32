import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundleCli } from "./support/bundle-cli.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The bundled command. */
    cliBin: string;
  }
}

/** Bundles the command once for all tests, of the sources: a child of its own needs no compiler then. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-cli-"));
  await bundleCli(folder);
  project.provide("cliBin", join(folder, "bin.mjs"));
  return () => rm(folder, { recursive: true });
}

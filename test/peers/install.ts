import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installIn, packPackage } from "../runtimes/install.js";

/** Installs this folder's packages where they are missing (25 MB, 10 s), and the packed package beside them. */
export default async function installPeers(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-batch-jobs-peers-"));
  try {
    await installIn(import.meta.dirname, await packPackage(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The program of a child process, in one file, so that it starts fast; in a folder of its own, to be removed. */
export async function bundleChild(
  entry: URL,
): Promise<{ program: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "once-"));
  const program = join(folder, "child.cjs");
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "warning",
  });
  return { program, remove: () => rm(folder, { recursive: true }) };
}

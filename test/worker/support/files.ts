import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { productRows } from "../../support/product-rows.js";

/** Writes files of one product each, until the test is over. Resolves to their paths. */
export async function writeFiles(...handles: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-worker-files-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const paths = handles.map((handle) => join(folder, `${handle}.csv`));
  await Promise.all(paths.map((path, i) => writeFile(path, productRows(handles[i] ?? ""))));
  return paths;
}

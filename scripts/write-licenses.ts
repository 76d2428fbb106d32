import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";

const INTRODUCTION =
  "The command line of medusa-batch-jobs contains the packages below, each under its own license.";

/** Writes the licenses of the packages that are in a bundle beside it. */
export const writeLicenses: Plugin = {
  name: "write-licenses",
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true;
    onEnd(async ({ metafile }) => {
      const { outdir } = initialOptions;
      if (metafile === undefined || outdir === undefined) return;
      const notices = await Promise.all(packagesIn(metafile).map(noticeOf));
      await mkdir(outdir, { recursive: true });
      await writeFile(join(outdir, "LICENSES.txt"), [INTRODUCTION, ...notices].join(`\n${RULE}\n`));
    });
  },
};

const RULE = "-".repeat(80);

/** The folders of the packages that have code in a bundle. */
export function packagesIn({ outputs }: Metafile): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file]?.bytesInOutput),
  );
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((file) => /^licen[sc]e/i.test(file));
  // Who is bundled must be named: a package without a license has to be looked at.
  if (file === undefined) throw new Error(`${name} is bundled, and has no license in ${folder}.`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}

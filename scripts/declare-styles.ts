import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/** Declares style sheets: without a declaration TypeScript lets nobody import one, unless a bundler's types do. */
export const declareStyles: Plugin = {
  name: "declare-styles",
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true;
    onEnd(async ({ metafile }) => {
      const sheets = Object.keys(metafile?.outputs ?? {}).filter((file) => file.endsWith(".css"));
      await Promise.all(sheets.map(declare));
    });
  },
};

async function declare(sheet: string): Promise<void> {
  await mkdir(dirname(sheet), { recursive: true });
  await writeFile(`${sheet}.d.ts`, "export {};\n");
}

import { type BuildOptions, build, type Metafile } from "esbuild";
import { loadSdkLater } from "../../../scripts/load-sdk-later.js";

/** Bundles the command of the sources into a folder, as the build does; and the SDK with it, unless it is external. */
export async function bundleCli(
  outdir: string,
  options: Pick<BuildOptions, "external"> = {},
): Promise<Metafile> {
  const { metafile } = await build({
    ...options,
    entryPoints: { bin: "src/cli/bin.ts" },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    tsconfig: "tsconfig.json",
    plugins: [loadSdkLater],
    metafile: true,
    logLevel: "warning",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return metafile;
}

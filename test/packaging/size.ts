import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { withConsumer } from "./pack.js";

const CLIENT = `import Medusa from "medusa-batch-jobs"; await new Medusa().admin.batchJobs.list();`;
const CHECK = `import { checkImport } from "medusa-batch-jobs/csv"; await checkImport("");`;

/** What a browser pays, dependencies included; KB are 1000 bytes, gzipped. */
const BUNDLES: { name: string; budget: number; code: string; external?: string[] }[] = [
  { name: "a client", budget: 65.5, code: CLIENT },
  // Where the application has axios already.
  { name: "a client beside axios", budget: 43.8, code: CLIENT, external: ["axios"] },
  { name: "a checker of files", budget: 36, code: CHECK },
  { name: "a checker beside papaparse", budget: 29, code: CHECK, external: ["papaparse"] },
  {
    name: "errors alone",
    budget: 1,
    code: `import { isMedusaError, MedusaError } from "medusa-batch-jobs"; console.log(isMedusaError, MedusaError);`,
  },
  {
    name: "errors of jobs alone",
    budget: 3,
    code: `import { BatchJobFailedError, jobErrors } from "medusa-batch-jobs"; console.log(BatchJobFailedError, jobErrors);`,
  },
];

/** What is loaded late has a chunk of its own. */
const leaveLateImports: Plugin = {
  name: "leave-late-imports",
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

await withConsumer([], async (folder) => {
  for (const { name, budget, code, external } of BUNDLES) {
    const { bytes, gzipped, packages } = await bundle(code, folder, external);
    console.log(row(name, bytes, gzipped), `of ${budget.toFixed(1)} KB allowed`);
    // Parts are compressed together: each one's share is that of its bytes.
    for (const [part, size] of packages)
      console.log(row(`  ${part}`, size, (size / bytes) * gzipped));
    if (gzipped > budget * 1000) {
      console.error(`Too large: "${name}" is above its budget.`);
      process.exitCode = 1;
    }
  }
});

/** A minified bundle for browsers, without what it loads when it is asked to; by package, the largest first. */
async function bundle(contents: string, resolveDir: string, external: string[] = []) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    plugins: [leaveLateImports],
    external,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    metafile: true,
    write: false,
  });
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const part = packageOf(path);
      sizes.set(part, (sizes.get(part) ?? 0) + bytesInOutput);
    }
  }
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  const packages = [...sizes].filter(([, size]) => size > 0).sort(([, a], [, b]) => b - a);
  return { bytes: text.length, gzipped: gzipSync(text, { level: 9 }).length, packages };
}

function packageOf(path: string): string {
  return path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? "the code itself";
}

function row(name: string, bytes: number, gzipped: number): string {
  const kb = (size: number) => `${(size / 1000).toFixed(1)} KB`.padStart(10);
  return `${name.padEnd(28)}${kb(bytes)} minified ${kb(gzipped)} gzipped`;
}

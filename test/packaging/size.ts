import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { withConsumer } from "./pack.js";

const CLIENT = `import Medusa from "medusa-batch-jobs"; await new Medusa().admin.batchJobs.list();`;
const CHECK = `import { checkImport } from "medusa-batch-jobs/csv"; await checkImport("");`;

/** Where the application has React and TanStack Query already. */
const REACT = ["react", "@tanstack/react-query"];
const HOOKS = `${CLIENT} export { BatchJobsProvider, batchJobKeys, batchJobQueryOptions, batchJobsQueryOptions,
  useBatchJob, useBatchJobActivity, useBatchJobs, useBatchJobsClient, useCancelBatchJob, useConfirmBatchJob,
  useCreateBatchJob } from "medusa-batch-jobs/react";`;
const FLOWS = `${HOOKS} export { useExport, useImport } from "medusa-batch-jobs/react";`;
const PANEL = `${CLIENT} export * from "medusa-batch-jobs/react";`;
const COMPAT = `${CLIENT} export * from "medusa-batch-jobs/react/compat";`;

interface Bundle {
  name: string;
  budget: number;
  code: string;
  external?: string[];
  /** What the page has anyhow, and does not count. */
  beside?: string;
}

/** What a browser pays, dependencies included; KB are 1000 bytes, gzipped. */
const BUNDLES: Bundle[] = [
  // Of them 0.8 for downloads that go on where they broke, 1.2 for finding out how an older server takes an
  // API token, 1.0 for what holds a job up, 0.3 for what became of a cancel, 0.4 for ranges of dates on Medusa 1.8.
  { name: "a client", budget: 69.5, code: CLIENT },
  // Where the application has axios already.
  { name: "a client beside axios", budget: 47.6, code: CLIENT, external: ["axios"] },
  { name: "a checker of files", budget: 36, code: CHECK },
  { name: "a checker beside papaparse", budget: 29, code: CHECK, external: ["papaparse"] },
  { name: "hooks beside a client", budget: 4, code: HOOKS, external: REACT, beside: CLIENT },
  {
    name: "imports, exports beside hooks",
    budget: 4.5,
    code: FLOWS,
    external: REACT,
    beside: HOOKS,
  },
  { name: "a panel beside all hooks", budget: 12, code: PANEL, external: REACT, beside: FLOWS },
  { name: "compat beside a client", budget: 1, code: COMPAT, external: REACT, beside: CLIENT },
  {
    name: "errors alone",
    budget: 1,
    code: `import { isMedusaError, MedusaError } from "medusa-batch-jobs"; console.log(isMedusaError, MedusaError);`,
  },
  {
    name: "errors of jobs alone",
    // The words of a wait that is over are most of it.
    budget: 3.9,
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
  for (const { name, budget, code, external, beside } of BUNDLES) {
    const whole = await bundle(code, folder, external);
    const there = await bundle(beside ?? "", folder, external);
    const gzipped = whole.gzipped - there.gzipped;
    console.log(
      row(name, whole.bytes - there.bytes, gzipped),
      `of ${budget.toFixed(1)} KB allowed`,
    );
    // Parts are compressed together: each one's share is that of its bytes.
    for (const [part, size] of beside === undefined ? whole.packages : [])
      console.log(row(`  ${part}`, size, (size / whole.bytes) * whole.gzipped));
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
  return `${name.padEnd(30)}${kb(bytes)} minified ${kb(gzipped)} gzipped`;
}

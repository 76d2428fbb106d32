import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConsumer } from "./pack.js";

/** The oldest supported, two between, and the newest of each later major version. */
const VERSIONS = ["5.0", "5.4", "5.9", "6", "7"];

interface Resolution {
  file: string;
  module: string;
  moduleResolution: string;
  /** The oldest version that the types of what stands beside the package are for. */
  since?: string;
}

/** How the code of a consumer finds the package, and the file that it is. */
const RESOLUTIONS: Record<string, Resolution> = {
  node10: { file: "consumer.ts", module: "commonjs", moduleResolution: "node10" },
  "node16, ESM": { file: "consumer.mts", module: "node16", moduleResolution: "node16" },
  "node16, CJS": { file: "consumer.cts", module: "node16", moduleResolution: "node16" },
  "node16, ESM in CJS": { file: "mixed.mts", module: "node16", moduleResolution: "node16" },
  "node16, require": { file: "require.cts", module: "node16", moduleResolution: "node16" },
  bundler: { file: "consumer.ts", module: "esnext", moduleResolution: "bundler" },
  "a mock": { file: "mock.ts", module: "esnext", moduleResolution: "bundler" },
  "./csv": { file: "csv.ts", module: "esnext", moduleResolution: "bundler" },
  "./csv, node10": { file: "csv.ts", module: "commonjs", moduleResolution: "node10" },
  "./react": { file: "react.tsx", module: "esnext", moduleResolution: "bundler", since: "5.4" },
  "./testing": { file: "testing.ts", module: "esnext", moduleResolution: "bundler" },
};

/** The CommonJS syntax of TypeScript, which the configuration of this repository does not allow. */
const REQUIRE = `
import medusaBatchJobs = require("medusa-batch-jobs");
export const medusa: medusaBatchJobs.Medusa = new medusaBatchJobs.default();
export const list: medusaBatchJobs.ListPromise = medusa.admin.batchJobs.list();
`;

/** What a version says to a resolution that it no longer has. */
const REMOVED = /error TS5108/;

const compilers = VERSIONS.map((version) => `typescript-${version}@npm:typescript@${version}`);

/** What users of a sub-path have beside it. */
const PEERS = ["msw@2", "react@19", "@types/react@19", "@tanstack/react-query@5"];

await withConsumer([...compilers, ...PEERS], (folder) => {
  const source = join(import.meta.dirname, "consumer");
  for (const extension of ["ts", "mts", "cts"]) {
    copyFileSync(join(source, "consumer.ts"), join(folder, `consumer.${extension}`));
  }
  for (const file of ["csv.ts", "react.tsx", "testing.ts"])
    copyFileSync(join(source, file), join(folder, file));
  // What compiles against the published declarations alone: those of src have members of their own.
  cpSync(join(source, "published"), folder, { recursive: true });
  writeFileSync(join(folder, "require.cts"), REQUIRE);
  const rows = VERSIONS.map((version) => {
    const cells = Object.keys(RESOLUTIONS).map((name) => [name, check(folder, version, name)]);
    return [`TypeScript ${version}`, Object.fromEntries(cells)];
  });
  console.table(Object.fromEntries(rows));
});

/** Type-checks a consumer, the declarations of its dependencies included; prints the complaints. */
function check(folder: string, version: string, resolution: string): string {
  const { file, since = "5.0", ...modules } = RESOLUTIONS[resolution] ?? {};
  if (Number(version) < Number(since)) return "not applicable";
  const compilerOptions = {
    ...modules,
    target: "es2022",
    jsx: "react-jsx",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    // Deprecated is not removed.
    ...(version === "6" && resolution.endsWith("node10") && { ignoreDeprecations: "6.0" }),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
  const tsc = join("node_modules", `typescript-${version}`, "bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status === 0) return "ok";
  if (REMOVED.test(stdout)) return "not applicable";
  console.error(`TypeScript ${version}, ${resolution}:\n${stdout}`);
  process.exitCode = 1;
  return "FAILED";
}

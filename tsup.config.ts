import { defineConfig, type Options } from "tsup";
import { declareStyles } from "./scripts/declare-styles.js";
import { loadSdkLater } from "./scripts/load-sdk-later.js";
import { writeLicenses } from "./scripts/write-licenses.js";

type Plugin = NonNullable<Options["plugins"]>[number];

const entry = {
  index: "src/index.ts",
  "csv/index": "src/csv/index.ts",
  "testing/index": "src/testing/index.ts",
  "undici/index": "src/undici/index.ts",
  "react/index": "src/react/index.ts",
  "react/compat": "src/react/compat/index.ts",
};

const common: Options = {
  entry: {
    ...entry,
    // No exports of the package: what has a file of its own can be imported without axios-retry,
    // which bundlers keep wherever it is imported. It leaves index.js with nothing but exports.
    medusa: "src/medusa.ts",
    errors: "src/errors.ts",
    "jobs/errors": "src/jobs/errors.ts",
    "jobs/csv-check-error": "src/jobs/csv-check-error.ts",
    // So that what runs on a server has a file of its own, beside what runs in the browser alone.
    "react/queries": "src/react/queries.ts",
    "react/hooks": "src/react/hooks.ts",
    "react/panel": "src/react/panel/index.ts",
  },
  target: "es2022",
  platform: "neutral",
  // Deno and bundlers know node:http, not http.
  removeNodeProtocol: false,
  external: [/^node:/],
  sourcemap: true,
  // A class of one copy is an instance of the other's only when the entries share one chunk.
  splitting: true,
};

/**
 * Requires a package when something of it is used, and not before. msw is built on packages that Jest cannot require,
 * and who uses the fake without it needs none of them.
 */
function requireLater(name: string): Plugin {
  const later = `const ${name} = new Proxy({}, { get: (_, key) => require("${name}")[key] });`;
  return {
    name: `require-${name}-later`,
    renderChunk: (code) => ({ code: code.replace(`import * as ${name} from "${name}";`, later) }),
  };
}

/**
 * The command line stands beside the library, and uses it as its users do. What it needs itself is bundled, so that
 * those install nothing more. It is not minified: that would not start sooner, and stacks could not be read.
 */
const cli: Options = {
  entry: { bin: "src/cli/bin.ts" },
  outDir: "dist/cli",
  format: "esm",
  target: "node20",
  platform: "node",
  removeNodeProtocol: false,
  noExternal: [/./],
  esbuildOptions: (options) => {
    options.external = ["medusa-batch-jobs"];
  },
  splitting: true,
  esbuildPlugins: [loadSdkLater, writeLicenses],
  // commander is CommonJS, and requires what is built into Node.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
};

/** Once for both formats: they are most of what a build takes. */
const declarations: Options = {
  entry,
  dts: { only: true, compilerOptions: { stripInternal: true } },
  format: ["esm", "cjs"],
};

export default defineConfig(({ dts }) => [
  ...(dts === false ? [] : [declarations]),
  { ...common, format: "esm" },
  cli,
  { entry: { "react/styles": "src/react/styles.css" }, esbuildPlugins: [declareStyles] },
  {
    ...common,
    format: "cjs",
    // qs-esm, which has half the size, cannot be required everywhere.
    noExternal: ["qs-esm"],
    plugins: [requireLater("msw")],
    esbuildPlugins: [
      {
        name: "require-qs",
        setup: ({ onResolve }) => {
          onResolve({ filter: /^qs-esm$/ }, () => ({ path: "qs", external: true }));
        },
      },
    ],
  },
]);

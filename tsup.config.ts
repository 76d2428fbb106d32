import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const entry = {
  index: "src/index.ts",
  "testing/index": "src/testing/index.ts",
  "undici/index": "src/undici/index.ts",
};

export default defineConfig([
  {
    entry: {
      ...entry,
      // No exports of the package: what has a file of its own can be imported without axios-retry,
      // which bundlers keep wherever it is imported. It leaves index.js with nothing but exports.
      medusa: "src/medusa.ts",
      errors: "src/errors.ts",
      "jobs/errors": "src/jobs/errors.ts",
    },
    format: ["esm", "cjs"],
    target: "es2022",
    platform: "neutral",
    // Deno and bundlers know node:http, not http.
    removeNodeProtocol: false,
    external: [/^node:/, "#qs"],
    dts: {
      entry,
      compilerOptions: { stripInternal: true },
    },
    sourcemap: true,
    // The other build cleans its own folder.
    clean: ["!browser/**"],
    // A class of one copy is an instance of the other's only when the entries share one chunk.
    splitting: true,
  },
  {
    // What "#qs" is for browsers (package.json, "imports"): qs, the same code without the polyfills
    // that side-channel brings for engines without WeakMap, and in parts, so that who writes query
    // strings need not ship what parses them.
    entry: ["src/browser/qs.js", "src/browser/parse.js", "src/browser/stringify.js"],
    outDir: "dist/browser",
    format: "esm",
    target: "es2022",
    platform: "neutral",
    noExternal: [/^qs\//],
    external: [/^\.\/(?:parse|stringify)\.js$/],
    splitting: true,
    clean: true,
    esbuildOptions(options) {
      options.alias = { "side-channel": "./src/browser/side-channel.cjs" };
    },
    banner: { js: `/*\nqs\n\n${readFileSync("node_modules/qs/LICENSE.md", "utf8")}*/` },
  },
]);

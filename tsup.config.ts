import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { defineConfig } from "tsup";

const entry = {
  index: "src/index.ts",
  "testing/index": "src/testing/index.ts",
  "undici/index": "src/undici/index.ts",
};

/** Modules that serve what the SDK does not use of axios in a browser: it sends with `fetch`, and form data as it is. */
const UNUSED_OF_AXIOS = [
  "adapters/xhr",
  "cancel/CancelToken",
  "core/createMultipartBody",
  "core/setFormDataHeaders",
  "defaults/index",
  "helpers/AxiosURLSearchParams",
  "helpers/cookies",
  "helpers/estimateDataURLDecodedBytes",
  "helpers/formDataToJSON",
  "helpers/HttpStatusCode",
  "helpers/isAxiosError",
  "helpers/isURLSameOrigin",
  "helpers/parseHeaders",
  "helpers/speedometer",
  "helpers/spread",
  "helpers/throttle",
  "helpers/toFormData",
];

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
    external: [/^node:/, /^#/],
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
    // What browsers get in place of a dependency (package.json, "imports").
    entry: ["src/browser/*.js"],
    outDir: "dist/browser",
    format: "esm",
    target: "es2022",
    platform: "browser",
    noExternal: [/^axios$/, "qs-esm"],
    esbuildPlugins: [leaveOut("axios", UNUSED_OF_AXIOS)],
    clean: true,
    banner: { js: licenses("axios/LICENSE", "qs-esm/LICENSE.md") },
  },
]);

/** Puts nothing in the place of some modules; fails if one of them is not there any more. */
function leaveOut(name: string, modules: readonly string[]): Plugin {
  return {
    name: `leave-out-of-${name}`,
    setup({ onLoad, onEnd }) {
      const missing = new Set(modules);
      for (const module of modules) {
        const filter = new RegExp(`/node_modules/${name}/lib/${module}\\.js$`);
        onLoad({ filter }, () => {
          missing.delete(module);
          return { contents: "export default null;" };
        });
      }
      onEnd(() => {
        if (missing.size > 0) throw new Error(`${name} has no ${[...missing].join(", ")}.`);
      });
    },
  };
}

function licenses(...files: string[]): string {
  const texts = files.map((file) => `${file}\n\n${readFileSync(`node_modules/${file}`, "utf8")}`);
  return `/*\n${texts.join("\n")}*/`;
}

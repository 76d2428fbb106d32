import type { Plugin } from "esbuild";

/**
 * Loads the SDK when something of it is used, and not before: the command line has said its first word by then.
 * It is taken as CommonJS, where axios is one file; as ES modules it would take half as long again.
 */
export const loadSdkLater: Plugin = {
  name: "load-sdk-later",
  setup({ initialOptions, onResolve, onLoad }) {
    onResolve({ filter: /^medusa-batch-jobs/ }, ({ path, kind }) =>
      kind === "require-call" ? undefined : { path, namespace: "later" },
    );
    onLoad({ filter: /./, namespace: "later" }, ({ path }) => ({
      contents: requireLater(path),
      resolveDir: initialOptions.absWorkingDir ?? process.cwd(),
    }));
  },
};

/** What a module does not have itself, those that import it find in its prototype. */
function requireLater(name: string): string {
  return `const later = new Proxy({}, { get: (_, key) => require("${name}")[key] });
module.exports = Object.create(later);`;
}

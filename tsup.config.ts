import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "testing/index": "src/testing/index.ts",
    "undici/index": "src/undici/index.ts",
  },
  format: ["esm", "cjs"],
  target: "es2022",
  platform: "neutral",
  external: [/^node:/],
  // Deno and bundlers know node:http, not http.
  removeNodeProtocol: false,
  dts: true,
  sourcemap: true,
  clean: true,
  // A class of one copy is an instance of the other's only when both entries share one chunk.
  splitting: true,
});

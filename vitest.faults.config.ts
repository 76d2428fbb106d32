import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The faults alone, with a longer soak and a tally at the end. */
export default defineConfig({
  resolve: {
    alias: { "medusa-batch-jobs": fileURLToPath(new URL("./src/index.ts", import.meta.url)) },
  },
  test: {
    include: ["test/faults/**/*.test.ts"],
    globalSetup: "test/faults/tally-setup.ts",
    env: { FAULTS_SOAK_MS: process.env.FAULTS_SOAK_MS ?? "30000" },
  },
});

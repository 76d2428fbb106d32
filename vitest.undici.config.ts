import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The contract and the fault tests once more, with every client on the undici adapter. */
export default defineConfig({
  resolve: {
    alias: {
      "medusa-batch-jobs/testing": path("./src/testing/index.ts"),
      "medusa-batch-jobs": path("./test/undici/medusa-batch-jobs.ts"),
    },
  },
  test: {
    include: ["test/contract/**/*.test.ts", "test/faults/**/*.test.ts"],
    exclude: ["test/contract/replay.test.ts", "test/contract/outage.test.ts"],
    globalSetup: ["test/contract/global-setup.ts", "test/faults/tally-setup.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

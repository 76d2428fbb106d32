import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "medusa-batch-jobs/testing": source("./src/testing/index.ts"),
      "medusa-batch-jobs/undici": source("./src/undici/index.ts"),
      "medusa-batch-jobs": source("./src/index.ts"),
    },
  },
  test: {
    projects: [
      { extends: true, test: { name: "unit", include: ["test/{unit,packaging}/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["test/types/**/*.test-d.ts"] },
        },
      },
      {
        extends: true,
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: "test/contract/global-setup.ts",
          // All files share one server and one user.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          globalSetup: "test/faults/tally-setup.ts",
        },
      },
    ],
  },
});

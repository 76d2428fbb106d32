import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const peer = (name: string) => path(`./test/peers/node_modules/${name}`);

/** All files of the contract suite share one server and one user. */
const onOneServer = { fileParallelism: false };
/** What takes a second takes many on a busy machine; only what hangs is to fail. */
const patient = { testTimeout: 30_000, hookTimeout: 30_000 };
/** The hooks, in a page. */
const inPage = { include: ["test/react/**/*.test.{ts,tsx}"], environment: "happy-dom" };
const CONTRACT_SETUP = "test/contract/global-setup.ts";
const CLI_SETUP = "test/cli/global-setup.ts";
const ONCE = "test/faults/once/**/*.test.ts";
const FAULTS_SETUP = "test/faults/tally-setup.ts";

export default defineConfig({
  resolve: {
    alias: {
      "medusa-batch-jobs/csv": path("./src/csv/index.ts"),
      "medusa-batch-jobs/react/compat": path("./src/react/compat/index.ts"),
      "medusa-batch-jobs/react": path("./src/react/index.ts"),
      "medusa-batch-jobs/testing": path("./src/testing/index.ts"),
      "medusa-batch-jobs/undici": path("./src/undici/index.ts"),
      "medusa-batch-jobs": path("./src/index.ts"),
    },
  },
  test: {
    ...patient,
    projects: [
      { extends: true, test: { name: "unit", include: ["test/{unit,packaging}/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["test/types/**/*.test-d.ts"],
            // Stricter than src itself, whose errors `npm run typecheck` shows.
            tsconfig: "test/types/tsconfig.json",
            ignoreSourceErrors: true,
          },
        },
      },
      {
        extends: true,
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          globalSetup: [CONTRACT_SETUP, CLI_SETUP],
          ...onOneServer,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          exclude: [ONCE],
          globalSetup: FAULTS_SETUP,
        },
      },
      {
        // Many processes, which leave no core to whatever else is timed.
        extends: true,
        test: { name: "once", include: [ONCE], globalSetup: FAULTS_SETUP },
      },
      {
        extends: true,
        test: { ...inPage, name: "react" },
      },
      {
        extends: true,
        test: {
          name: "cli",
          include: ["test/cli/**/*.test.ts"],
          globalSetup: CLI_SETUP,
        },
      },
      {
        // The contract and the faults once more, with every client on the undici adapter. Not part of `npm test`.
        extends: true,
        resolve: { alias: { "medusa-batch-jobs": path("./test/support/medusa-on-undici.ts") } },
        test: {
          name: "undici",
          include: ["test/{contract,faults}/**/*.test.ts"],
          // The clients of `once` and the command have processes, and an adapter, of their own; to judge files
          // takes no client.
          exclude: [
            "test/contract/{alike,cli,outage,replay,scripts}.test.ts",
            "test/contract/csv/{matrix,fake,expected}.test.ts",
            ONCE,
          ],
          globalSetup: [CONTRACT_SETUP, FAULTS_SETUP],
          ...onOneServer,
        },
      },
      {
        // The hooks once more, on the oldest React and TanStack Query that they are for. Not part of `npm test`.
        extends: true,
        resolve: {
          alias: {
            "@tanstack/react-query": peer("react-query-5"),
            "@testing-library/react": peer("@testing-library/react"),
            "react-dom": peer("react-dom"),
            react: peer("react"),
          },
        },
        test: { ...inPage, name: "react-18", globalSetup: "test/peers/install-packages.ts" },
      },
      {
        // The example in Chromium, against a real Medusa. Not part of `npm test`.
        extends: true,
        test: {
          name: "dashboard",
          include: ["test/dashboard/*.test.ts"],
          globalSetup: "test/dashboard/global-setup.ts",
          ...onOneServer,
          // A person's way through it is many steps, each with patience of its own.
          testTimeout: 120_000,
        },
      },
      {
        // The example's workers, each a process, on a Redis of their own. Not part of `npm test`.
        extends: true,
        resolve: { alias: { bullmq: path("./examples/worker/node_modules/bullmq") } },
        test: {
          name: "worker",
          include: ["test/worker/*.test.ts"],
          globalSetup: "test/worker/global-setup.ts",
          // Each file has a fleet of its own, and the machine two cores.
          fileParallelism: false,
          // Processes start and die, one after the other: on a busy machine for minutes.
          testTimeout: 600_000,
        },
      },
      {
        // The packed package beside what its users have: no alias leads to the sources. Not part of `npm test`.
        test: {
          name: "peers",
          include: ["test/peers/*.test.{ts,tsx}"],
          globalSetup: ["test/peers/install.ts", CONTRACT_SETUP],
          ...patient,
          ...onOneServer,
        },
      },
    ],
  },
});

// Plays the scenario in a test of Jest's, without settings but for its environment, a package or Jest's own "node":
// node jest.mjs <jest29 or jest30> <environment> <project> <urls>
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [jest, environment, project, urls] = process.argv.slice(2);
const { runCLI } = createRequire(import.meta.url)(jest);
const output = join(project, `${jest}-${environment}.json`);
const config = {
  rootDir: project,
  testMatch: ["**/rig.test.mjs"],
  testEnvironment:
    environment === "node" ? environment : fileURLToPath(import.meta.resolve(environment)),
  // As an application's own code; what is in node_modules is not transformed.
  moduleFileExtensions: ["js", "mjs"],
  transform: { "\\.mjs$": join(import.meta.dirname, "jest-transform.cjs") },
  testTimeout: 120_000,
  globals: { rig: { urls: JSON.parse(urls), output } },
  reporters: [],
  // jsdom writes each request that fails to the console.
  silent: true,
};
const { results } = await runCLI({ $0: "", _: [], config: JSON.stringify(config), cache: false }, [
  project,
]);
const [{ failureMessage }] = results.testResults;
if (failureMessage) console.log(failureMessage);
else console.log(await readFile(output, "utf8"));
await rm(output, { force: true });

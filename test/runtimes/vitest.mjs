// Plays the scenario in a test of Vitest's, without settings but for its environment, on the Medusa of the URLs or on
// msw: node vitest.mjs <environment> <served or mocked> <project> <urls>
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { startVitest } from "vitest/node";

const [environment, medusa, project, urls] = process.argv.slice(2);
const output = join(project, `vitest-${environment}-${medusa}.json`);
const isMocked = medusa === "mocked";
process.env.RIG = JSON.stringify({ urls: JSON.parse(urls), output, isMocked });
const options = {
  root: project,
  config: false,
  watch: false,
  globals: true,
  environment,
  include: ["rig.test.mjs"],
  testTimeout: 120_000,
  // Its fetch sends a preflight for a plain GET of a file.
  environmentOptions: { happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } } },
  reporters: [{}],
};
const vitest = await startVitest("test", [], options);
const errors = vitest.state
  .getTestModules()
  .flatMap((module) => [
    ...module.errors(),
    ...[...module.children.allTests()].flatMap((test) => test.result().errors ?? []),
  ]);
await vitest.close();
if (errors.length > 0) console.log(errors);
else console.log(await readFile(output, "utf8"));
await rm(output, { force: true });

import { writeFileSync } from "node:fs";
import * as sdk from "medusa-batch-jobs";
import * as csv from "medusa-batch-jobs/csv";
import { createBatchJobHandlers, FakeMedusa } from "medusa-batch-jobs/testing";
import { play } from "./scenario.mjs";

/** Jest hands it over as a global, Vitest does not. */
const { urls, output, isMocked } = globalThis.rig ?? JSON.parse(process.env.RIG);

test("the scenario", async () => {
  const fake = new FakeMedusa({ tick: 20, fileCors: "/./" });
  const steps = isMocked ? await playOn(fake) : await play(sdk, csv, urls);
  const error = fake.users.length === 2 ? undefined : `it has ${fake.users.length} users`;
  writeFileSync(output, JSON.stringify([...steps, { name: "testing", error }]));
});

/** Not in Jest, which cannot require msw. */
async function playOn(fake) {
  const { setupServer } = await import("msw/node");
  const server = setupServer(...createBatchJobHandlers(fake));
  server.listen({ onUnhandledRequest: "bypass" });
  try {
    return await play(sdk, csv, { ...urls, baseUrl: fake.baseUrl });
  } finally {
    server.close();
  }
}

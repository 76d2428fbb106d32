import { appendFileSync } from "node:fs";
import { afterAll } from "vitest";

/** What this test file did. */
export const tally = { combinations: 0, requests: 0, jobs: 0, duplicates: 0 };

/** Adds this test file's numbers to those of the run, which `tally-setup.ts` prints. */
export function reportTally(): void {
  afterAll(() => {
    const file = process.env.FAULTS_TALLY_FILE;
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(tally)}\n`);
  });
}

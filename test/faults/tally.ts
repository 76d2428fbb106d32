import { appendFileSync } from "node:fs";
import { afterAll, inject } from "vitest";

/** What this test file did. */
export const tally = { combinations: 0, requests: 0, jobs: 0, duplicates: 0 };

/** Adds this test file's numbers to those of its project, which `tally-setup.ts` prints. */
export function reportTally(): void {
  afterAll(() => appendFileSync(inject("tallyFile"), `${JSON.stringify(tally)}\n`));
}

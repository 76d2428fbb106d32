import { appendFileSync } from "node:fs";
import { afterAll, inject } from "vitest";

/** What the histories came to; between them, how many processes were killed at which boundary of a request. */
export const tally = {
  histories: 0,
  fates: 0,
  "before it is sent": 0,
  "sent, not acted": 0,
  "acted, not answered": 0,
  answered: 0,
  requests: 0,
  doubles: 0,
  lost: 0,
};

/** Adds the numbers to those of the project, which `../tally-setup.ts` prints. */
export function reportTally(): void {
  afterAll(() => appendFileSync(inject("tallyFile"), `${JSON.stringify(tally)}\n`));
}

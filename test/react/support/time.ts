import { act } from "@testing-library/react";
import { vi } from "vitest";

/** Milliseconds at a time. */
const STEP_MS = 50;

/** From here on, time passes in {@link pass} alone; Testing Library's `waitFor` would wait for ever. The test's end ends it. */
export function stopTime(): void {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
}

/** Lets time pass, and waits for the answers of all that is asked in it. */
export async function pass(shop: { isBusy: boolean }, milliseconds: number): Promise<void> {
  await act(async () => {
    await answers(shop);
    for (let left = milliseconds; left > 0; left -= STEP_MS) {
      await vi.advanceTimersByTimeAsync(Math.min(left, STEP_MS));
      await answers(shop);
    }
  });
}

/** Until nothing is waited for, and what was answered is read. */
async function answers(shop: { isBusy: boolean }): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (shop.isBusy);
  await new Promise((resolve) => setImmediate(resolve));
}

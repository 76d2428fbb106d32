import { inject } from "vitest";
import type { Stage } from "../global-setup.js";

/** What the tests run on. */
export function stage(): Stage {
  const found = inject("stage");
  if (found === undefined) throw new Error("There is no Chromium.");
  return found;
}

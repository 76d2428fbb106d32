import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";

/** Those that docs/react.md shows. */
const IN_THE_GUIDE = new Set([
  "login",
  "panel",
  "panel-dark",
  "panel-phone",
  "problems",
  "confirmation",
  "processing",
  "done",
]);

const GUIDE = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
const ELSEWHERE = join(tmpdir(), "medusa-dashboard-screens");

/**
 * Takes a picture of a page, or of a part of it: `react-<name>.png`, in a temporary folder, or in the guide's where
 * `npm run docs:screens` asks for it.
 */
export async function takePicture(of: Locator | Page, name: string): Promise<void> {
  const folder = process.env.DOCS_SCREENS && IN_THE_GUIDE.has(name) ? GUIDE : ELSEWHERE;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `react-${name}.png`);
  await of.screenshot({ path, animations: "disabled", caret: "hide" });
}

import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";

/** Where pictures go: into the guide where that is asked for, otherwise out of the way. */
const FOLDER = process.env.DOCS_SCREENS
  ? fileURLToPath(new URL("../../../docs/images/", import.meta.url))
  : join(tmpdir(), "medusa-dashboard-screens");

/** Takes a picture of a page, or of a part of it: `react-<name>.png`. */
export async function takePicture(of: Locator | Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `react-${name}.png`);
  await of.screenshot({ path, animations: "disabled", caret: "hide" });
}

// TypeScript writes `#private;` into the declaration of a class with private fields, and then takes no
// other class for it: not the one of the CommonJS declarations, and no mock. Nothing needs that of ours.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DIST = join(import.meta.dirname, "../dist");

for (const file of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  if (!/\.d\.c?ts$/.test(file)) continue;
  const path = join(DIST, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(/^ *#private;\n/gm, ""));
}

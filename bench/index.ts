import { benchCsv } from "./csv.js";
import { benchFiles } from "./files.js";
import { benchFleet } from "./fleet.js";
import { benchFollow } from "./follow.js";
import { benchLists } from "./lists.js";
import { benchOnce } from "./once.js";
import { benchSpeed } from "./speed.js";
import { benchStart } from "./start.js";

const BENCHES: Record<string, () => Promise<void>> = {
  lists: benchLists,
  follow: benchFollow,
  fleet: benchFleet,
  files: benchFiles,
  speed: benchSpeed,
  once: benchOnce,
  csv: benchCsv,
  start: benchStart,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.`,
  );
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length === 0 || names.includes(name)) await bench();
  }
}

// npm run csv:record [-- --profile 1.8] [-- group …]: asks a real Medusa about the files of the corpus and the held-out ones, and writes
// down what it said; of an older one, what it does otherwise than the newest.
import { parseArgs } from "node:util";
import { startBackend } from "../../backend/spawn.mjs";
import type { Case } from "./corpus/case.js";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { withPrices } from "./older-files.js";
import { type Oracle, openOracle } from "./oracle.js";
import {
  isAlike,
  OLDER,
  type OlderProfile,
  type Recorded,
  readDifferences,
  readRecorded,
  toRecorded,
  writeDifferences,
  writeRecorded,
  writeShop,
} from "./recorded.js";

const TICK_MS = 20;

const { values, positionals } = parseArgs({
  options: { profile: { type: "string", default: "default" } },
  allowPositionals: true,
});
await main(profileOf(values.profile), positionals);

function profileOf(name: string): OlderProfile | "default" {
  const profile = OLDER.find((older) => older === name);
  if (profile === undefined && name !== "default") {
    throw new Error(
      `The corpus is asked about on default, ${OLDER.join(" and ")}, not on ${name}.`,
    );
  }
  return profile ?? "default";
}

async function main(profile: OlderProfile | "default", wanted: string[]): Promise<void> {
  const backend = await startBackend({ profile, tick: TICK_MS });
  const [{ apiToken }] = backend.users;
  const oracle = await openOracle({ ...backend, apiToken });
  try {
    if (profile === "default") writeShop(oracle.shop);
    for (const [folder, groups] of Object.entries({ corpus: CORPUS, "held-out": HELD_OUT })) {
      for (const [group, cases] of Object.entries(groups)) {
        if (wanted.length > 0 && !wanted.includes(group)) continue;
        const asked = profile === "default" ? cases : cases.map(withPrices);
        const recorded = await record(oracle, `${folder}/${group}`, asked);
        if (profile === "default") writeRecorded(folder, group, recorded);
        else writeOlder(profile, folder, group, recorded);
      }
    }
  } finally {
    await oracle.close();
    await backend.stop();
  }
}

async function record(
  oracle: Oracle,
  name: string,
  cases: readonly Case[],
): Promise<Record<string, Recorded>> {
  const start = Date.now();
  const recorded: Record<string, Recorded> = {};
  for (const file of cases) {
    recorded[file.name] = toRecorded(file, oracle.untouched, await oracle.ask(file));
  }
  console.log(`${name}: ${cases.length} files in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return recorded;
}

function writeOlder(
  profile: OlderProfile,
  folder: string,
  group: string,
  recorded: Record<string, Recorded>,
): void {
  const newest = readRecorded(folder, group);
  const differences = Object.entries(recorded).filter(([name, its]) => !isAlike(its, newest[name]));
  writeDifferences(folder, profile, {
    ...readDifferences(folder, profile),
    [group]: Object.fromEntries(differences),
  });
}

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../backend/database.mjs";
import { target } from "../shop.js";
import type { Case } from "./corpus/case.js";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { withPrices } from "./older-files.js";
import { openShop } from "./older-shop.js";
import { type Oracle, openOracle } from "./oracle.js";
import { profile, skipped } from "./profile.js";
import { isAlike, type Recorded, readDifferences, readRecorded, toRecorded } from "./recorded.js";
import { readRows, type ShopRows } from "./rows.js";

/** Another sample every day; CSV_SEED brings one back, CSV_CORPUS=all takes all files. */
const SEED = Number(process.env.CSV_SEED ?? Math.floor(Date.now() / 86_400_000));
const SAMPLE = profile === "default" ? 100 : 30;
const PER_FILE_MS = 5_000;

interface Known {
  name: string;
  file: Case;
  recorded: Recorded | undefined;
}

const files = process.env.CSV_CORPUS === "all" ? knownFiles() : sampleOf(knownFiles());
const { databaseUrl } = target;
const { apiToken } = target.admin;
const isAsked = databaseUrl !== undefined && skipped === undefined;

let database: Database;
let seeded: ShopRows;
let oracle: Oracle;

beforeAll(async () => {
  if (!isAsked) return;
  database = await openShop(databaseUrl);
  seeded = await readRows(database);
  oracle = await openOracle({ ...target, databaseUrl, apiToken });
});

afterAll(async () => {
  await oracle?.close();
  if (!isAsked) return;
  const left = await readRows(database);
  await database.close();
  expect(left, "the shop as it was found").toEqual(seeded);
});

test.runIf(isAsked)(
  `Medusa does with ${files.length} files what was recorded (CSV_SEED=${SEED}; real only${skipped ?? ""})`,
  async () => {
    const answers: Record<string, Recorded> = {};
    for (const { name, file, recorded } of files) {
      const answer = toRecorded(file, oracle.untouched, await oracle.ask(file));
      const isTheSame = profile !== "default" && isAlike(answer, recorded);
      answers[name] = recorded && isTheSame ? recorded : answer;
    }
    expect(answers).toEqual(
      Object.fromEntries(files.map(({ name, recorded }) => [name, recorded])),
    );
  },
  files.length * PER_FILE_MS,
);

function knownFiles(): Known[] {
  return Object.entries({ corpus: CORPUS, "held-out": HELD_OUT }).flatMap(([folder, groups]) =>
    Object.entries(groups).flatMap(([group, cases]) => {
      const newest = readRecorded(folder, group);
      const differences = profile === "default" ? {} : readDifferences(folder, profile)[group];
      // An older Medusa was not asked about all groups.
      if (differences === undefined) return [];
      return cases.map((file) => ({
        name: `${folder}/${group}: ${file.name}`,
        file: profile === "default" ? file : withPrices(file),
        recorded: differences[file.name] ?? newest[file.name],
      }));
    }),
  );
}

function sampleOf(all: Known[]): Known[] {
  const some = fc.shuffledSubarray(all, { minLength: SAMPLE, maxLength: SAMPLE });
  return fc.sample(some, { seed: SEED, numRuns: 1 }).flat();
}

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../backend/database.mjs";
import { target } from "../shop.js";
import type { Case } from "./corpus/case.js";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { type Oracle, openOracle } from "./oracle.js";
import { type Recorded, readRecorded, toRecorded } from "./recorded.js";
import { readRows, type ShopRows } from "./rows.js";

/** Another sample every day; CSV_SEED brings one back, CSV_CORPUS=all takes all files. */
const SEED = Number(process.env.CSV_SEED ?? Math.floor(Date.now() / 86_400_000));
const SAMPLE = 100;
const PER_FILE_MS = 5_000;

interface Known {
  name: string;
  file: Case;
  recorded: Recorded | undefined;
}

const files = process.env.CSV_CORPUS === "all" ? knownFiles() : sampleOf(knownFiles());
const { databaseUrl } = target;
const { apiToken } = target.admin;

let database: Database;
let seeded: ShopRows;
let oracle: Oracle;

beforeAll(async () => {
  if (databaseUrl === undefined) return;
  database = await openDatabase(databaseUrl);
  seeded = await readRows(database);
  oracle = await openOracle({ url: target.url, databaseUrl, apiToken });
});

afterAll(async () => {
  await oracle?.close();
  if (databaseUrl === undefined) return;
  const left = await readRows(database);
  await database.close();
  expect(left, "the shop as it was found").toEqual(seeded);
});

test.runIf(databaseUrl !== undefined)(
  `Medusa does with ${files.length} files what was recorded (CSV_SEED=${SEED}; real only)`,
  async () => {
    const answers: Record<string, Recorded> = {};
    for (const { name, file } of files) {
      answers[name] = toRecorded(file, oracle.untouched, await oracle.ask(file));
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
      const recorded = readRecorded(folder, group);
      return cases.map((file) => ({
        name: `${folder}/${group}: ${file.name}`,
        file,
        recorded: recorded[file.name],
      }));
    }),
  );
}

function sampleOf(all: Known[]): Known[] {
  const some = fc.shuffledSubarray(all, { minLength: SAMPLE, maxLength: SAMPLE });
  return fc.sample(some, { seed: SEED, numRuns: 1 }).flat();
}

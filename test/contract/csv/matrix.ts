import { isDeepStrictEqual } from "node:util";
import { checkImport, type MedusaVersion } from "../../../src/csv/index.js";
import type { Becomes, Operations } from "../../../src/csv/report.js";
import type { Shop } from "../../../src/csv/shop.js";
import type { Case } from "./corpus/case.js";
import { heldValues } from "./held-values.js";
import { withPrices } from "./older-files.js";
import {
  hashOf,
  LONG,
  type OlderProfile,
  type Recorded,
  readDifferences,
  readRecorded,
  readRecordedShop,
} from "./recorded.js";

const VERDICTS = ["ok", "changes", "refused"] as const;

type Verdict = (typeof VERDICTS)[number];

/** A file whose verdict was foretold. */
export interface Foretold {
  name: string;
  predicted: Verdict;
  actual: Verdict;
  /** The rules that led to it, the worst first. */
  rules: string[];
  /** The counts of the job. */
  operations: Operations | undefined;
  /** What cells become in the eyes of the check, where it is not nothing. */
  becomes: NonNullable<Becomes>[];
  recorded: Recorded;
}

/** Checks the files of a folder, which were recorded. */
export async function foretell(
  folder: string,
  groups: Record<string, readonly Case[]>,
): Promise<Foretold[]> {
  const shop = readRecordedShop();
  const all: Foretold[] = [];
  for (const [group, cases] of Object.entries(groups)) {
    const recorded = readRecorded(folder, group);
    for (const file of cases) {
      const its = recorded[file.name];
      if (its?.file !== hashOf(file))
        throw new Error(
          `${folder}/${group}: "${file.name}" is not recorded: npm run csv:record -- ${group}`,
        );
      all.push(await foretellOne(`${group}: ${file.name}`, file, its, shop));
    }
  }
  return all;
}

/** The same as an older Medusa is asked about them, as far as it was. */
export async function foretellOlder(
  folder: string,
  groups: Record<string, readonly Case[]>,
  profile: OlderProfile,
): Promise<Foretold[]> {
  const shop = readRecordedShop();
  const all: Foretold[] = [];
  for (const [group, differences] of Object.entries(readDifferences(folder, profile))) {
    const newest = readRecorded(folder, group);
    for (const file of groups[group] ?? []) {
      const asked = withPrices(file);
      const its = differences[file.name] ?? newest[file.name];
      const isKnown = its?.file === hashOf(file.name in differences ? asked : file);
      if (!its || !isKnown) {
        throw new Error(
          `${folder}/${group}: "${file.name}" is not recorded: npm run csv:record -- --profile ${profile} ${group}`,
        );
      }
      all.push(await foretellOne(`${group}: ${file.name}`, asked, its, shop, profile));
    }
  }
  return all;
}

async function foretellOne(
  name: string,
  { csv, type }: Case,
  recorded: Recorded,
  shop: Shop,
  medusa?: MedusaVersion,
): Promise<Foretold> {
  const { verdict, problems, predicted } = await checkImport(fileOf(csv), { type, shop, medusa });
  const rules = [...new Set(problems.map(({ rule, severity }) => `${rule} (${severity})`))];
  const becomes = problems
    // What an ignored cell "becomes" was there before.
    .filter(({ rule }) => rule !== "ignored-cell")
    .flatMap(({ places }) => places.map((place) => place.becomes ?? null))
    .filter((value) => value !== null);
  return {
    name,
    predicted: verdict,
    actual: recorded.actual,
    rules,
    operations: predicted,
    becomes,
    recorded,
  };
}

/** Text of one line would be taken for a path. */
function fileOf(csv: Case["csv"]): Blob {
  return new Blob([typeof csv === "string" ? csv : Uint8Array.from(csv)]);
}

/** What was foretold of a job's counts, or of what a cell becomes, and was not so. */
export function untruthsOf({ name, recorded, operations, becomes }: Foretold): string[] {
  if (recorded.outcome !== "completed") return [];
  const held = heldValues(recorded.changed ?? {});
  const isCounted = isDeepStrictEqual({ ...operations }, { ...recorded.operations });
  return [
    ...(isCounted ? [] : [`${name}: counts ${JSON.stringify(operations)}`]),
    ...becomes
      .filter((value) => !held.has(String(value)) && String(value).length <= LONG)
      .map((value) => `${name}: nothing became ${value}`),
  ];
}

/** The matrix as text: rows are what was predicted, columns what was. */
export function matrixOf(files: readonly Foretold[]): string {
  const counts = VERDICTS.map((predicted) => [
    predicted,
    ...VERDICTS.map((actual) =>
      String(files.filter((it) => it.predicted === predicted && it.actual === actual).length),
    ),
  ]);
  return [["predicted \\ actual", ...VERDICTS], ...counts]
    .map((row) =>
      row.map((cell, index) => (index === 0 ? cell.padEnd(18) : cell.padStart(8))).join(" "),
    )
    .join("\n");
}

/** Those that were foretold wrong, a line each. */
export function mistakesOf(files: readonly Foretold[]): string[] {
  return files
    .filter(({ predicted, actual }) => predicted !== actual)
    .map(({ name, predicted, actual, rules, recorded }) => {
      const why = recorded.errors ?? recorded.lost ?? [];
      return `${name}: predicted ${predicted} [${rules.join(", ")}], was ${actual} [${why.join("; ")}]`;
    });
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Shop } from "../../../src/csv/shop.js";
import { type Changes, changesBetween } from "./changes.js";
import type { Case } from "./corpus/case.js";
import { SALE } from "./corpus-shop.js";
import { productDifferences } from "./expected.js";
import { priceListDifferences } from "./expected-price-lists.js";
import type { Answer } from "./oracle.js";
import type { ShopRows } from "./rows.js";

/** What a real Medusa did with a file, and what a person would say to it. */
export interface Recorded {
  /** Which file it was: a generator that makes another one needs another record. */
  file: string;
  /** The verdict that a check should give. */
  actual: "ok" | "changes" | "refused";
  outcome: Answer["outcome"];
  errors?: string[];
  operations?: Record<string, number>;
  /** What it changed in the shop. */
  changed?: Changes;
  /** What is lost or altered, in the eyes of a person who read the file. */
  lost?: string[];
}

/** A text of more characters is recorded by its ends. */
export const LONG = 100;

const SHOP_FILE = fileURLToPath(new URL("./corpus/recorded/shop.json", import.meta.url));

/** An answer in the form in which it is checked in. */
export function toRecorded(asked: Case, before: ShopRows, answer: Answer): Recorded {
  const { outcome, errors, operations, rows } = answer;
  const file = hashOf(asked);
  if (outcome !== "completed") return shortened({ file, actual: "refused", outcome, errors });
  const lost = lostBy(asked, before, rows);
  const actual = lost.length > 0 ? "changes" : "ok";
  return shortened({
    file,
    actual,
    outcome,
    operations,
    changed: changesBetween(before, rows),
    lost,
  });
}

/** A few characters that tell the bytes of one file from another's. */
export function hashOf({ csv }: Case): string {
  return createHash("sha256").update(csv).digest("hex").slice(0, 8);
}

/** The recordings of a folder's group, by the names of its cases. */
export function readRecorded(folder: string, group: string): Record<string, Recorded> {
  const file = pathOf(folder, group);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Writes them, a case a line, so that a difference can be read. */
export function writeRecorded(
  folder: string,
  group: string,
  recorded: Record<string, Recorded>,
): void {
  writeFileSync(pathOf(folder, group), `${linesOf(recorded)}\n`);
}

function linesOf(recorded: Record<string, Recorded>): string {
  const lines = Object.entries(recorded).map((entry) =>
    entry.map((part) => JSON.stringify(part)).join(": "),
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`;
}

/** An older Medusa that the corpus is checked on, too. */
export type OlderProfile = "1.8" | "1.16";

export const OLDER: readonly OlderProfile[] = ["1.8", "1.16"];

/** What an older Medusa does otherwise than the newest, by group and case; it was not asked about a group that lacks. */
export type Differences = Record<string, Record<string, Recorded>>;

export function readDifferences(folder: string, profile: OlderProfile): Differences {
  const file = pathOf(folder, profile);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

export function writeDifferences(
  folder: string,
  profile: OlderProfile,
  differences: Differences,
): void {
  const groups = Object.entries(differences).map(
    ([group, recorded]) => `${JSON.stringify(group)}: ${linesOf(recorded)}`,
  );
  writeFileSync(pathOf(folder, profile), `{\n${groups.join(",\n")}\n}\n`);
}

/** Whether two versions do the same. Their words for a refusal have changed. */
export function isAlike(one: Recorded, other: Recorded | undefined): boolean {
  const deed = (recorded: Recorded | undefined) => ({ ...recorded, file: "", errors: [] });
  return isDeepStrictEqual(deed(one), deed(other));
}

/** What a check knows of the corpus' shop. */
export function readRecordedShop(): Shop {
  return JSON.parse(readFileSync(SHOP_FILE, "utf8"));
}

export function writeShop(shop: Shop): void {
  writeFileSync(SHOP_FILE, `${JSON.stringify(shop, undefined, 1)}\n`);
}

function pathOf(folder: string, group: string): string {
  return fileURLToPath(new URL(`./${folder}/recorded/${group}.json`, import.meta.url));
}

function lostBy(
  { type, csv, priceListId = SALE }: Case,
  before: ShopRows,
  after: ShopRows,
): string[] {
  if (type === "price-list-import") return priceListDifferences(csv, priceListId, before, after);
  return productDifferences(csv, before, after);
}

// Through JSON, as it will be read again; long texts would bury the others.
export function shortened<Part extends Partial<Recorded>>(recorded: Part): Part {
  const isFull = ([, value]: [string, unknown]) =>
    typeof value !== "object" || Object.keys(value ?? {}).length > 0;
  const short = (_key: string, value: unknown) =>
    typeof value === "string" && value.length > LONG
      ? `${value.slice(0, LONG / 2)}… ${value.slice(-LONG / 4)} (${value.length})`
      : value;
  const full = Object.fromEntries(Object.entries(recorded).filter(isFull));
  return JSON.parse(JSON.stringify(full, short));
}

import { isDeepStrictEqual } from "node:util";
import type { Case } from "../corpus/case.js";
import { MISTAKES } from "./mistakes.js";
import { Random } from "./random.js";
import { SHEETS, type Sheet } from "./sheets.js";

const FILES = 123;
const SEED = 19_061_906;

type Save = (sheet: Sheet) => string | Uint8Array;

/** Programs, and how they write a sheet. */
const PROGRAMS: Record<string, Save> = {
  "Excel, German": (sheet) => latin1(written(sheet, ";", "\r\n", true)),
  "Excel, German, UTF-8": (sheet) => `\ufeff${written(sheet, ";", "\r\n", true)}`,
  "Excel, US": (sheet) => latin1(written(sheet, ",", "\r\n", true)),
  "Excel, Unicode text": (sheet) =>
    Buffer.from(`\ufeff${written(sheet, "\t", "\r\n", true)}`, "utf16le"),
  "Google Sheets": (sheet) => written(sheet, ",", "\r\n", false),
  LibreOffice: (sheet) => written(sheet, ",", "\n", true),
  "LibreOffice, all quoted": (sheet) => written(sheet, ";", "\n", true, always),
  Numbers: (sheet) => written(sheet, ";", "\n", false),
  "a script": (sheet) => written(sheet, ";", "\n", true),
  "a script that quotes nothing": (sheet) => written(sheet, ";", "\n", false, (cell) => cell),
  "a mail that cut the file": (sheet) => written(sheet, ";", "\n", false).slice(0, -12),
};

/** Most programs do no harm, and so do most people. */
const USUAL = [
  "Google Sheets",
  "LibreOffice",
  "LibreOffice, all quoted",
  "Numbers",
  "a script",
  "Excel, US",
];
const MISTAKES_OF_A_FILE = [0, 0, 1, 1, 1, 2, 2, 3];

/** Files as shops have them, with none or several mistakes each. */
export const cases: Case[] = Array.from({ length: FILES }, (_, index) =>
  fileOf(index, new Random(SEED + index * 7_919)),
);

function fileOf(index: number, random: Random): Case {
  const make = random.of(SHEETS);
  const program = random.of(random.chance(70) ? USUAL : Object.keys(PROGRAMS));
  const mistakes: string[] = [];
  let sheet = make(random);
  for (const wanted = random.of(MISTAKES_OF_A_FILE); mistakes.length < wanted; ) {
    const name = random.of(Object.keys(MISTAKES));
    const changed = MISTAKES[name]?.(sheet, random) ?? sheet;
    // Many a mistake needs a column that the sheet does not have.
    if (isDeepStrictEqual(changed, sheet)) continue;
    sheet = changed;
    mistakes.push(name);
  }
  const name = `${index + 1}, ${make.name} from ${program}: ${mistakes.join(", ") || "no mistake"}`;
  return { name, type: "product-import", csv: PROGRAMS[program]?.(sheet) ?? "" };
}

function written(
  { columns, rows }: Sheet,
  delimiter: string,
  newline: string,
  isEnded: boolean,
  quote = needed(delimiter),
): string {
  const lines = [columns, ...rows].map((cells) => cells.map(quote).join(delimiter));
  return lines.join(newline) + (isEnded ? newline : "");
}

function needed(delimiter: string): (cell: string) => string {
  return (cell) =>
    [delimiter, '"', "\n", "\r"].some((it) => cell.includes(it)) ? always(cell) : cell;
}

function always(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

import type { Case } from "../corpus/case.js";

const FILES = 50;

type Random = () => number;
type Sheet = string[][];

interface Program {
  name: string;
  /** How it writes an amount. */
  amount: (value: number) => string;
  save: (sheet: Sheet, random: Random) => string;
}

const PROGRAMS: readonly Program[] = [
  {
    name: "Excel in German",
    amount: (value) => value.toFixed(2).replace(".", ","),
    save: (sheet) => `${delimited(sheet, ";", "\r\n")}\r\n`,
  },
  {
    name: "Excel in German as UTF-8",
    amount: (value) => value.toFixed(2).replace(".", ","),
    save: (sheet) => `\ufeff${delimited(sheet, ";", "\r\n")}\r\n`,
  },
  {
    name: "Excel in English",
    amount: (value) => String(value),
    save: (sheet) => `${delimited(sheet, ",", "\r\n")}\r\n`,
  },
  {
    name: "Google Sheets",
    amount: (value) => value.toFixed(2),
    save: (sheet) => delimited(sheet, ",", "\r\n"),
  },
  {
    name: "LibreOffice",
    amount: (value) => value.toFixed(2),
    save: (sheet) => `${delimited(sheet, ";", "\n")}\n`,
  },
  {
    name: "LibreOffice with every text in quotes",
    amount: (value) => String(value),
    save: (sheet) => `${delimited(sheet, ";", "\n", alwaysQuoted)}\n`,
  },
  {
    name: "a script",
    amount: (value) => String(value),
    save: (sheet, random) =>
      delimited(sheet, pick(random, [";", ",", "\t"]), "\n") + pick(random, ["", "\n"]),
  },
  {
    name: "an ERP",
    amount: (value) => value.toFixed(4),
    save: (sheet) => `${delimited(sheet, ";", "\n")}\n`,
  },
  {
    name: "a database",
    amount: (value) => String(value),
    save: (sheet) => `${delimited(sheet, ",", "\n", alwaysQuoted)}\n`,
  },
  {
    name: "Numbers",
    amount: (value) => `${value.toFixed(2)} €`,
    save: (sheet) => `${delimited(sheet, ";", "\n")}\n`,
  },
];

const VARIANTS: readonly (readonly [id: string, sku: string])[] = [
  ["variant_cup_white", "CUP-WHITE"],
  ["variant_cup_black", "CUP-BLACK"],
  ["variant_press_350", "PRESS-350"],
  ["variant_press_1000", "PRESS-1000"],
  ["variant_shirt_s", "SHIRT-S"],
  ["variant_shirt_m", "SHIRT-M"],
  ["variant_grinder", "7"],
];

const PRICE_COLUMNS = [
  "Price EUR",
  "Price EUR",
  "Price USD",
  "Price EU [EUR]",
  "Price US [USD]",
  "Price North America [USD]",
  "Price Schweiz [CHF]",
  "Price Japan [JPY]",
  "Price GBP",
];

function sheetOf(random: Random, program: Program): Sheet {
  const columns = [...new Set(some(random, PRICE_COLUMNS, 1 + below(random, 3)))];
  const naming = pick(random, ["both", "both", "id", "sku", "either"]);
  const heads =
    naming === "id"
      ? ["Product Variant ID"]
      : naming === "sku"
        ? ["SKU"]
        : ["Product Variant ID", "SKU"];
  const rows = some(random, VARIANTS, 1 + below(random, VARIANTS.length)).map(([id, sku]) => {
    const isBySku = random() < 0.5;
    const either = isBySku ? ["", sku] : [id, ""];
    const names = { both: [id, sku], id: [id], sku: [sku], either }[naming] ?? [];
    return [...names, ...columns.map(() => amount(random, program))];
  });
  const sheet = [[...heads, ...columns], ...rows];
  return some(random, HABITS, pick(random, [0, 1, 1, 2])).reduce(
    (changed, habit) => habit(changed, random),
    sheet,
  );
}

function amount(random: Random, program: Program): string {
  const cents = pick(random, [99, 95, 90, 50, 0, 0, 49]);
  const chance = random();
  if (chance < 0.06) return "";
  if (chance < 0.1) return program.amount(1000 + below(random, 9000));
  return program.amount(1 + below(random, 200) + cents / 100);
}

/** What people do to a sheet before they save it. */
const HABITS: readonly ((sheet: Sheet, random: Random) => Sheet)[] = [
  (sheet) => [...sheet, sheet[0]?.map(() => "") ?? []],
  (sheet) => [...sheet, sheet[0]?.map((_, index) => (index === 0 ? "Total" : "")) ?? []],
  (sheet) => sheet.map((cells, row) => [...cells, row === 0 ? "Comment" : ""]),
  (sheet) => sheet.map((cells) => [...cells, ""]),
  (sheet) =>
    sheet.map((cells, row) => (row === 0 ? cells.map((cell) => cell.toLowerCase()) : cells)),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells.map((cell) => cell.replace("[EUR]", "(EUR)")) : cells,
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells : cells.map((cell) => cell.replace("CUP-", "cup-")),
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells : cells.map((cell) => (cell === "" ? "-" : cell)),
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells : cells.map((cell) => (cell === "" ? "n/a" : cell)),
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells : cells.map((cell) => (cell === "" ? "0" : cell)),
    ),
  (sheet) => sheet.map((cells, row) => (row === 0 ? cells : cells.map((cell) => `${cell} `))),
  (sheet) => sheet.map((cells, row) => (row === 0 ? cells.map((cell) => ` ${cell}`) : cells)),
  (sheet) => [["Price list", ...(sheet[0]?.slice(1).map(() => "") ?? [])], ...sheet],
  (sheet) => [...sheet, ...sheet.slice(-1)],
  (sheet) => sheet.slice(0, 1),
  (sheet) => sheet.map((cells) => cells.toReversed()),
  (sheet) => sheet.map((cells, row) => (row === 1 ? cells.slice(0, -1) : cells)),
  (sheet) =>
    sheet.map((cells, row) =>
      row === 0 ? cells.map((cell) => cell.replace("EUR", "EURO")) : cells,
    ),
  (sheet) => sheet.map((cells) => cells.map((cell) => cell.replace("SHIRT-M", "SHIRT-XL"))),
  (sheet) =>
    sheet.map((cells) =>
      cells.map((cell) => cell.replace("variant_press_350", "variant_press_500")),
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      cells.map((cell, column) => (row > 0 && column + 1 === cells.length ? `${cell}*` : cell)),
    ),
  (sheet) =>
    sheet.map((cells, row) =>
      cells.map((cell, column) => (row > 0 && column + 1 === cells.length ? "" : cell)),
    ),
  (sheet) => sheet.map((cells) => cells.map((cell) => (cell === "7" ? "0007" : cell))),
];

/**
 * Price lists as shops save them: each by a program, with a person's habits, in a hurry. Written without a look at the
 * rules, and not looked at by who writes them.
 */
export const cases: Case[] = Array.from({ length: FILES }, (_, index) => {
  const random = randomFrom(7919 * (index + 1));
  const program = pick(random, PROGRAMS);
  return {
    name: `${index + 1}, from ${program.name}`,
    type: "price-list-import",
    csv: program.save(sheetOf(random, program), random),
  };
});

function delimited(
  sheet: Sheet,
  delimiter: string,
  lineEnd: string,
  quote = quotedIfNeeded,
): string {
  return sheet
    .map((cells) => cells.map((cell) => quote(cell, delimiter)).join(delimiter))
    .join(lineEnd);
}

function quotedIfNeeded(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') ? alwaysQuoted(cell) : cell;
}

function alwaysQuoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

function some<Item>(random: Random, items: readonly Item[], count: number): Item[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(below(random, left.length), 1),
  ).flat();
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

// mulberry32: the same files for ever, whatever a library makes of a seed.
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

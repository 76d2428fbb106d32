import type { Random } from "./random.js";
import type { Sheet } from "./sheets.js";

/** Something that goes wrong in a spreadsheet; leaves the sheet alone where it cannot happen. */
export type Mistake = (sheet: Sheet, random: Random) => Sheet;

const setAll =
  (pattern: RegExp, change: (text: string, random: Random) => string): Mistake =>
  (sheet, random) =>
    mapColumn(sheet, pattern, (text) => change(text, random));

const setOne =
  (pattern: RegExp, change: (text: string, random: Random) => string): Mistake =>
  (sheet, random) => {
    const at = random.below(sheet.rows.length);
    return mapColumn(sheet, pattern, (text, row) => (row === at ? change(text, random) : text));
  };

const rename =
  (pattern: RegExp, change: (name: string) => string): Mistake =>
  (sheet) => ({
    ...sheet,
    columns: sheet.columns.map((name) => (pattern.test(name) ? change(name) : name)),
  });

const without =
  (pattern: RegExp): Mistake =>
  ({ columns, rows }) => {
    const kept = columns.map((name) => !pattern.test(name));
    const keep = (cells: string[]) => cells.filter((_, index) => kept[index]);
    return { columns: keep(columns), rows: rows.map(keep) };
  };

const added =
  (name: string, cell: (random: Random) => string): Mistake =>
  ({ columns, rows }, random) => ({
    columns: [...columns, name],
    rows: rows.map((row) => [...row, cell(random)]),
  });

const row =
  (make: (sheet: Sheet, random: Random) => string[], isLast = true): Mistake =>
  (sheet, random) => {
    const at = isLast ? sheet.rows.length : random.below(sheet.rows.length + 1);
    return { ...sheet, rows: sheet.rows.toSpliced(at, 0, make(sheet, random)) };
  };

/** What shop staff, spreadsheets and other systems do to a file. */
export const MISTAKES: Record<string, Mistake> = {
  "an EAN that begins with zero": setOne(/Barcode/, () => "0885110123456"),
  "a number in scientific notation": setAll(/Barcode/, () => "9,78E+12"),
  "an SKU of digits": setOne(/SKU/, (_, random) => `00${100 + random.below(800)}`),
  "an SKU with a blank": setOne(/SKU/, (text) => `${text} `),
  "an SKU of the shop": setOne(/SKU/, (_, random) => random.of(["PRESS-350", "SHIRT-M", "7"])),
  "a decimal comma in a weight": setOne(/Weight/, () => "0,35"),
  "a unit in a weight": setAll(/Weight/, (text) => `${text} g`),
  "weights with decimals": setAll(/Weight/, (text) => `${text}.0`),
  "a thousand in stock": setOne(/Inventory Quantity/, (_, random) =>
    random.of(["1.200", "1,200", "1 200", "1'200"]),
  ),
  "no stock": setOne(/Inventory Quantity/, () => ""),
  "stock of a word": setOne(/Inventory Quantity/, (_, random) =>
    random.of(["ausverkauft", "N/A", "-", "∞"]),
  ),
  "negative stock": setOne(/Inventory Quantity/, () => "-2"),
  "no column of the stock": without(/Inventory Quantity/),
  "a status of another system": setAll(/Status/, (_, random) =>
    random.of(["active", "Published", "aktiv", "1"]),
  ),
  "no status": setAll(/Status/, () => ""),
  "booleans of Excel": setAll(/Discountable|Backorder|Manage/, (text) => text.toUpperCase()),
  "booleans of a German Excel": setAll(/Discountable|Backorder|Manage/, (text) =>
    text === "true" ? "WAHR" : "FALSCH",
  ),
  "booleans of a person": setAll(/Discountable|Backorder|Manage/, (text, random) =>
    text === "true" ? random.of(["ja", "yes", "x", "1"]) : random.of(["nein", "no", "", "0"]),
  ),
  "a channel in capitals": setAll(/Channel 1 Name/, (text) => text.toUpperCase()),
  "a channel that there is not": added("Sales Channel 2 Name", () => "Etsy"),
  "the channel's id and name": added("Sales Channel 1 Id", () => "sc_default"),
  "a collection's title alone": without(/Collection Handle/),
  "a collection that there is not": setAll(/Collection Handle/, (text) => `${text}-2025`),
  "tags with blanks": setAll(/Tags/, (text) => text.replaceAll(",", ", ")),
  "tags with a semicolon": setAll(/Tags/, (text) => text.replaceAll(",", ";")),
  "a price with a sign": setAll(/^Price/, (text, random) =>
    random.of([`€ ${text}`, `${text} €`, `$${text}`]),
  ),
  "a price with a comma": setAll(/^Price/, (text) => text.replace(".", ",")),
  "a price left out": setOne(/^Price/, () => ""),
  "a price of a word": setOne(/^Price/, () => "auf Anfrage"),
  "a price's column in small letters": rename(/^Price/, (name) => name.toLowerCase()),
  "a region that there is not": rename(/^Price/, () => "Price Europe [EUR]"),
  "a currency that nobody sells in": rename(/^Price/, () => "Price GBP"),
  "a header in small letters": rename(/Title|SKU/, (name) => name.toLowerCase()),
  "a header with a blank": rename(/^Product Handle$/, (name) => `${name} `),
  "a header with an underscore": rename(/Status|Type/, (name) => name.replace(" ", "_")),
  "a translated header": rename(/Title/, (name) => name.replace("Title", "Titel")),
  "headers of another system": rename(/^Product (Handle|Title|Type|Tags)$/, (name) =>
    name.replace("Product ", ""),
  ),
  "a column of notes": added("Notes", (random) => random.of(["", "check!", "ok"])),
  "an empty column at the end": added("", () => ""),
  "a column of vendors": added("Vendor", () => "Acme"),
  "a column of metadata": added("Product Metadata", () => '{"a": 1}'),
  "a category": added("Product Category 1 Handle", () => "cups"),
  "a column twice": added("Product Title", () => "Copy of it"),
  "an empty line at the end": row(() => [""]),
  "an empty line inside": row(() => [""], false),
  "a line of empty cells": row(({ columns }) => columns.map(() => "")),
  "a line of the sum": row(({ columns }) =>
    columns.map((name, index) => (index === 0 ? "Total" : /Quantity/.test(name) ? "312" : "")),
  ),
  "the header twice": row(({ columns }) => columns, false),
  "a row twice": row(({ rows }, random) => random.of(rows)),
  "a row with a cell too many": (sheet, random) =>
    mapRow(sheet, random, (cells) => [...cells, "?"]),
  "a row with a cell less": (sheet, random) => mapRow(sheet, random, (cells) => cells.slice(0, -1)),
  "a handle left out below the first": (sheet) =>
    mapColumn(sheet, /^Product Handle$/, (text, at) => (at === 0 ? text : "")),
  "product cells left out below the first": ({ columns, rows }) => {
    const isLeft = (name: string) => /^Product (?!Handle|Id)/.test(name);
    const handles = rows.map((cells) => cells[columns.indexOf("Product Handle")]);
    const isLater = (at: number) => handles.indexOf(handles[at]) < at;
    return {
      columns,
      rows: rows.map((cells, at) =>
        cells.map((text, index) => (isLater(at) && isLeft(columns[index] ?? "") ? "" : text)),
      ),
    };
  },
  "a title changed in one row": setOne(/^Product Title$/, (text) => `${text} (neu)`),
  "handles as they are spoken": setAll(/^Product Handle$/, (text) =>
    text.replaceAll("-", " ").replace(/^./, (first) => first.toUpperCase()),
  ),
  "a handle of the shop": setOne(/^Product Handle$/, () => "french-press"),
  "a title that is a number": setOne(/^Product Title$/, (_, random) =>
    random.of(["007", "1984", "300"]),
  ),
  "a title in quotes": setOne(/^Product Title$/, (text) => `"${text}"`),
  "a title in quotes, and more": setOne(/^Product Title$/, (text) => `"${text}" 2er-Set`),
  "an option left out": setOne(/Option \d Value/, () => ""),
  "an option's name in small letters": setOne(/Option 1 Name/, (text) => text.toLowerCase()),
  "an option's value twice": setAll(/Option \d Value/, () => "One size"),
  "an option's values as numbers": (sheet) =>
    mapColumn(sheet, /Option 1 Value/, (_, at) => String(36 + at)),
  "no names of options": without(/Option \d Name/),
  "an id with a blank": setOne(/ Id$/, (text) => (text ? ` ${text}` : text)),
  "an id of another shop": setOne(/^Variant Id$/, (text) =>
    text ? "variant_01HZZZZZZZZZZZZZZZZZZZZZZZ" : text,
  ),
  "no ids of variants": without(/^Variant Id$/),
  "no ids of products": without(/^Product Id$/),
  "an error of a formula": setOne(/SKU|Title|Quantity/, (_, random) =>
    random.of(["#REF!", "#N/A", "#NAME?"]),
  ),
  "a date": setOne(/Title|Subtitle|SKU/, (_, random) =>
    random.of(["2024-03-01T00:00:00Z", "01.03.2024", "2024-03-01"]),
  ),
  "a no-break space": setOne(/Title|Quantity/, (text) => `${text}\u00a0`),
};

function mapColumn(
  { columns, rows }: Sheet,
  pattern: RegExp,
  change: (text: string, row: number) => string,
): Sheet {
  const isMeant = columns.map((name) => pattern.test(name));
  return {
    columns,
    rows: rows.map((cells, at) =>
      cells.map((text, index) => (isMeant[index] ? change(text, at) : text)),
    ),
  };
}

function mapRow(sheet: Sheet, random: Random, change: (cells: string[]) => string[]): Sheet {
  const at = random.below(sheet.rows.length);
  return {
    ...sheet,
    rows: sheet.rows.map((cells, index) => (index === at ? change(cells) : cells)),
  };
}

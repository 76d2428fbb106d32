import { EMPTY_LIST } from "../corpus-shop.js";
import type { Case } from "./case.js";
import { oneRow, PRICE_CELLS, PRICE_HEADERS } from "./price-files.js";

const HEADER = "Product Variant ID;SKU;Price EUR";
const GOOD_ROW = ";PRESS-350;29";

/** The first cells of a row, by which a variant is found. */
const VARIANTS: Readonly<Record<string, string>> = {
  "an id": "variant_cup_white;",
  "a SKU": ";CUP-WHITE",
  "an id and its SKU": "variant_cup_white;CUP-WHITE",
  "an id and the SKU of another variant": "variant_cup_white;CUP-BLACK",
  "an id and an unknown SKU": "variant_cup_white;NOPE",
  "an unknown id and a SKU": "variant_nope;CUP-WHITE",
  "an unknown id": "variant_nope;",
  "the id of a product": "prod_cup;",
  "the id of a deleted variant": "variant_gone;",
  "a blank after the id": "variant_cup_white ;",
  "an id of capitals": "VARIANT_CUP_WHITE;",
  "a zero for the id": "0;CUP-WHITE",
  "a number for the id": "123;CUP-WHITE",
  "a blank for the id": " ;CUP-WHITE",
  "an unknown SKU": ";NOPE",
  "the SKU of a deleted variant": ";GONE-1",
  "a SKU in lower case": ";cup-white",
  "a blank before the SKU": "; CUP-WHITE",
  "a blank after the SKU": ";CUP-WHITE ",
  "a SKU in quotes": ';"CUP-WHITE"',
  "a SKU that is a number": ";7",
  "a SKU with leading zeros": ";007",
  "a SKU with leading zeros in quotes": ';"007"',
  "a SKU that is no number any more": ";7.0",
  "a SKU with an exponent": ";7e0",
  "a barcode for the SKU": ";4006381333931",
  "a zero for the SKU": ";0",
  "a false for the SKU": ";false",
  "a date for the SKU": ";2024-05-01T00:00:00Z",
  "neither an id nor a SKU": ";",
};

/** Whole files. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "nothing at all": "",
  "a header alone": HEADER,
  "a header and a line break": `${HEADER}\n`,
  "a header and two line breaks": `${HEADER}\n\n`,
  "an unknown header alone": "Name;Amount",
  "one line of JSON": '{"prices":[]}',
  "many lines of JSON": '{\n  "prices": []\n}\n',
  "one line of HTML": "<!doctype html><title>Sign in</title>",
  "many lines of HTML": "<!doctype html>\n<title>Sign in</title>\n<p>Sign in</p>\n",
  "a spreadsheet": zip(),
  "a byte order mark before the id": `\ufeff${HEADER}\n;CUP-WHITE;8\n`,
  "a byte order mark before a price": "\ufeffPrice EUR;SKU;Price USD\n8;CUP-WHITE;9\n",
  "UTF-16": utf16(`\ufeff${HEADER}\n;CUP-WHITE;8\n`),
  "a header in UTF-16 alone": utf16(`\ufeff${HEADER}`),
  "a NUL in a SKU": `${HEADER}\n;CUP-WHITE\0;8\n`,
  "a NUL in a header": `${HEADER};No\0te\n;CUP-WHITE;8;x\n`,
  "Latin-1 in a SKU": latin1(`${HEADER}\n;GRÜN;8\n`),
  "no line break at the end": `${HEADER}\n;CUP-WHITE;8`,
  "two line breaks at the end": `${HEADER}\n;CUP-WHITE;8\n\n`,
  "blanks at the end": `${HEADER}\n;CUP-WHITE;8\n   `,
  "a blank line": `${HEADER}\n;CUP-WHITE;8\n\n;CUP-BLACK;9\n`,
  "a blank line before the header": `\n${HEADER}\n;CUP-WHITE;8\n`,
  "a title before the header": `Prices of May\n${HEADER}\n;CUP-WHITE;8\n`,
  "a row without a cell filled": `${HEADER}\n;CUP-WHITE;8\n;;\n`,
  "a sum in the last row": `${HEADER}\n;CUP-WHITE;8\nTotal;;8\n`,
  "the line ends of Windows": `${HEADER}\r\n;CUP-WHITE;8\r\n;CUP-BLACK;9\r\n`,
  "the line ends of old Macs": `${HEADER}\r;CUP-WHITE;8\r;CUP-BLACK;9\r`,
  "two kinds of line ends": `${HEADER}\r\n;CUP-WHITE;8\n;CUP-BLACK;9\r\n`,
  "the line of Excel that names the delimiter": `sep=;\n${HEADER}\n;CUP-WHITE;8\n`,
  "a quote that is not closed": `${HEADER}\n;"CUP-WHITE;8\n;CUP-BLACK;9\n`,
  "a quote within a cell": `${HEADER}\n;CUP-"WHITE";8\n;CUP-BLACK;9\n`,
  "every cell in quotes": '"Product Variant ID";"SKU";"Price EUR"\n"";"CUP-WHITE";"8"\n',
  "one cell too many": `${HEADER}\n;CUP-WHITE;8;9\n`,
  "one cell too many, and empty": `${HEADER}\n;CUP-WHITE;8;\n`,
  "no cell for the price": `${HEADER}\n;CUP-WHITE\n;CUP-BLACK;9\n`,
  "no cell but the id": `${HEADER}\nvariant_cup_white\n;CUP-BLACK;9\n`,
  "no cell for one of two prices": `${HEADER};Price USD\n;CUP-WHITE;8\n;CUP-BLACK;9;10\n`,
  "a delimiter at the end of each line": `${HEADER};\n;CUP-WHITE;8;\n`,
  "an unknown column": `${HEADER};Note\n;CUP-WHITE;8;new\n`,
  "an unknown column without a cell filled": `${HEADER};Note\n;CUP-WHITE;8;\n`,
  "a column of product files": `${HEADER};Variant Title\n;CUP-WHITE;8;White\n`,
  "the columns of a product file": "Variant Id;Variant SKU;Price EUR\n;CUP-WHITE;8\n",
  "no column of prices": "Product Variant ID;SKU\n;CUP-WHITE\n",
  "no column of ids": "SKU;Price EUR;Price USD\nCUP-WHITE;8;9\n",
  "no column of SKUs": "Product Variant ID;Price EUR;Price USD\nvariant_cup_white;8;9\n",
  "neither ids nor SKUs": "Price EUR;Price USD\n8;9\n",
  "the columns in another order": "Price EUR;SKU;Product Variant ID\n8;CUP-WHITE;\n",
  "headers in lower case": "product variant id;sku;price EUR\n;CUP-WHITE;8\n",
  "a blank after a header": "Product Variant ID;SKU ;Price EUR\n;CUP-WHITE;8\n",
  "two columns of SKUs": "SKU;SKU;Price EUR\nCUP-WHITE;CUP-BLACK;8\n",
  "a variant twice": `${HEADER}\n;CUP-WHITE;8\n;CUP-WHITE;9\n`,
  "a variant twice, at one price": `${HEADER}\n;CUP-WHITE;8\n;CUP-WHITE;8\n`,
  "a variant by its id and by its SKU": `${HEADER}\n;CUP-WHITE;8\nvariant_cup_white;;9\n`,
  "a variant twice, in two currencies": `${HEADER};Price USD\n;CUP-WHITE;8;\n;CUP-WHITE;;9\n`,
  "no price": `${HEADER}\n;CUP-WHITE;\n;CUP-BLACK;\n`,
  "a row without a price": `${HEADER}\n;CUP-WHITE;\n;CUP-BLACK;9\n`,
  "two columns of one name": `${HEADER};Price EUR\n;CUP-WHITE;8;9\n;CUP-BLACK;8;\n`,
  "two columns that mean one currency": `${HEADER};Price EUR old\n;CUP-WHITE;8;9\n`,
  "two columns that mean one region": `SKU;Price EU [EUR];Price EU [USD]\nCUP-WHITE;8;9\n`,
  "a region and its currency": `${HEADER};Price EU [EUR]\n;CUP-WHITE;8;9\n`,
  "two regions of one currency": "SKU;Price US [USD];Price North America [USD]\nCUP-WHITE;8;9\n",
  "an unknown region without a price": `${HEADER};Price Nowhere [EUR]\n;CUP-WHITE;8;\n`,
  "an unknown currency without a price": `${HEADER};Price XYZ\n;CUP-WHITE;8;\n`,
  "all variants": `${HEADER};Price EU [EUR]\n;CUP-WHITE;8;7.50\n;CUP-BLACK;8.50;\n;PRESS-350;25;24\n;PRESS-1000;35;\n;SHIRT-S;;15\n;SHIRT-M;;15\n;7;49;45\n`,
  "decimal commas, and commas between the cells": "SKU,Price EUR,Price USD\nCUP-WHITE,8,50,9,50\n",
  "decimal commas in quotes, and commas between the cells":
    'SKU,Price EUR,Price USD\nCUP-WHITE,"8,50","9,50"\n',
  "a colon between the cells": "SKU:Price EUR:Price USD\nCUP-WHITE:8:9",
  "a header that no row reaches": `${HEADER};Note\n;CUP-WHITE;8\n`,
  "more decimal commas than semicolons":
    "SKU;Price EUR;Price USD\nCUP-WHITE;1,234,567;1,234,568\nCUP-BLACK;1,234,567;1,234,568\n",
};

const DELIMITERS = { semicolons: ";", commas: ",", tabs: "\t", "vertical bars": "|" };

export const cases: Case[] = [
  ...Object.entries(VARIANTS).map(([what, cells]) =>
    list(`a row with ${what}`, `${HEADER}\n${cells};8\n${GOOD_ROW}\n`),
  ),
  ...Object.entries(PRICE_CELLS).map(([what, cell]) =>
    list(`a price with ${what}`, `${HEADER}\n;CUP-WHITE;${cell}\n${GOOD_ROW}\n`),
  ),
  ...PRICE_HEADERS.map((header) =>
    list(
      `the column "${header}"`,
      oneRow([
        ["Product Variant ID", ""],
        ["SKU", "CUP-WHITE"],
        [header, "1.234"],
      ]),
    ),
  ),
  ...Object.entries(FILES).map(([what, csv]) => list(`a file with ${what}`, csv)),
  ...delimited(),
  { ...list("a header alone, for a list without prices", HEADER), priceListId: EMPTY_LIST },
  {
    ...list("a price, for a list without prices", `${HEADER}\n;CUP-WHITE;8\n`),
    priceListId: EMPTY_LIST,
  },
];

/** Papaparse guesses the delimiter from ten lines, and the empty one at the end is one of them. */
function delimited(): Case[] {
  return Object.entries(DELIMITERS).flatMap(([name, delimiter]) =>
    [2, 3].flatMap((columns) =>
      [1, 8, 9].flatMap((rows) => {
        const what = `${rows} rows of ${columns} columns with ${name}`;
        const csv = table(rows, columns, delimiter);
        return [list(what, csv), list(`${what}, and a line break at the end`, `${csv}\n`)];
      }),
    ),
  );
}

function table(rows: number, columns: number, delimiter: string): string {
  const prices = Array.from({ length: rows }, (_, index) => ["CUP-WHITE", `${index + 1}`, "9"]);
  return [["SKU", "Price EUR", "Price USD"], ...prices]
    .map((cells) => cells.slice(0, columns).join(delimiter))
    .join("\n");
}

function list(name: string, csv: string | Uint8Array): Case {
  return { name, type: "price-list-import", csv };
}

function zip(): Uint8Array {
  const head = [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00];
  return Uint8Array.from([
    ...head,
    ...Array.from({ length: 300 }, (_, index) => (index * 37) % 256),
  ]);
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf16le"));
}

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

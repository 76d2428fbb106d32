import type { Case } from "./case.js";
import { csvOf, MUG, mugOf, products } from "./product-files.js";

const CUP_2 = {
  ...MUG,
  "Product Handle": "cup-2",
  "Product Title": "Cup 2",
  "Variant SKU": "CUP-2",
};
const [HEADER = "", ROW = ""] = csvOf([MUG]).split("\n");
const [, ROW_2 = ""] = csvOf([CUP_2]).split("\n");
const FILE = `${HEADER}\n${ROW}`;
const TWO = `${FILE}\n${ROW_2}`;
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
const cr = (text: string): string => text.replaceAll("\n", "\r");
const column = (name: string, cell = "1"): string => `${HEADER};${name}\n${ROW};${cell}`;
const title = (cell: string): string => `${HEADER}\nmug;${cell};published;Mug;MUG-1;5`;

const HEADERS: Record<string, string> = {
  "small letters": FILE.replace("Product Title", "product title"),
  capitals: FILE.replace("Product Title", "PRODUCT TITLE"),
  "a blank before": FILE.replace("Product Title", " Product Title"),
  "a blank after": FILE.replace("Product Title", "Product Title "),
  "two blanks inside": FILE.replace("Product Title", "Product  Title"),
  "no-break space": FILE.replace("Product Title", "Product\u00a0Title"),
  underscore: FILE.replace("Product Title", "Product_Title"),
  "a column unknown": column("Vendor"),
  "a column unknown, empty": column("Vendor", ""),
  "a column without a name": column(""),
  "a column without a name, empty": column("", ""),
  "a column without a name, the rows without a cell": `${HEADER};\n${ROW}`,
  "one column twice, alike": column("Product Title", "Mug"),
  "one column twice": column("Product Title", "Other"),
  "one column twice, the last one empty": column("Product Title", ""),
  "the handle twice": column("Product Handle", "mug-2"),
  ...Object.fromEntries(
    [
      "constructor",
      "__proto__",
      "toString",
      "Variant Prices",
      "Sales Channel Name",
      "Image Url",
      "Option Name",
      "Option Value",
      "Product Category Handle",
      "Product Profile Name",
      "Variant Option 1 Value",
      "Metadata",
    ].map((name) => [name, column(name)]),
  ),
  "of a shop system":
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published\nmug,Mug,<p>x</p>,Me,Cups,a,TRUE",
  "in German": "Produkt Handle;Produkt Titel;Status\nmug;Mug;published",
  "two of them": `${HEADER}\n${FILE}`,
};

const LINES: Record<string, string> = {
  "none at the end": FILE,
  "LF at the end": `${FILE}\n`,
  "CRLF at the end": crlf(`${FILE}\n`),
  "CRLF, none at the end": crlf(TWO),
  CR: cr(TWO),
  "CR at the end": cr(`${TWO}\n`),
  "two at the end": `${FILE}\n\n`,
  "two CRLF at the end": crlf(`${FILE}\n\n`),
  "blank line first": `\n${FILE}`,
  "blank line after the header": `${HEADER}\n\n${ROW}`,
  "blank line between rows": `${FILE}\n\n${ROW_2}`,
  "blanks at the end": `${FILE}\n   `,
  "a line of delimiters at the end": `${FILE}\n;;;;;`,
  "a line of delimiters between rows": `${FILE}\n;;;;;\n${ROW_2}`,
  "a line of commas at the end": `${FILE.replaceAll(";", ",")}\n,,,,,`,
  "LF, then CRLF": `${HEADER}\n${ROW}\r\n${ROW_2}\r\n`,
  "LF, then CRLF, a text last": `${HEADER};Product Subtitle\n${ROW};x\r\n${ROW_2};y\r\n`,
  "CRLF, then LF": `${HEADER}\r\n${ROW}\n${ROW_2}\n`,
  "CRLF, LF at the end": `${crlf(TWO)}\n`,
  "a cell too many": `${FILE};x`,
  "an empty cell too many": `${FILE};`,
  "a cell too many in the second row": `${TWO};x`,
  "a cell too few": `${HEADER}\nmug;Mug;published;Mug;MUG-1`,
  "a cell too few, not a required one": `${HEADER};Product Subtitle\n${ROW}`,
  "the handle alone": `${HEADER}\nmug`,
  "the header alone": HEADER,
  "the header and LF": `${HEADER}\n`,
  nothing: "",
  "LF alone": "\n",
  "a blank alone": " ",
  "sep= first": `sep=;\n${FILE}`,
  "a comment first": `# products\n${FILE}`,
  "a title line first": `My shop's products;;;;;\n${FILE}`,
};

const QUOTES: Record<string, string> = {
  "everything quoted": FILE.split("\n")
    .map((line) =>
      line
        .split(";")
        .map((cell) => `"${cell}"`)
        .join(";"),
    )
    .join("\n"),
  doubled: title('"Mu""g"'),
  "in the middle": title('24" TV'),
  unclosed: `${title('"Mug')}\n${ROW_2}`,
  "unclosed in the last row": title('"Mug'),
  "unclosed in the last column": `${HEADER};Product Subtitle\n${ROW};"open\n${ROW_2};x`,
  "text after it": title('"Mug" x'),
  "text after it, more rows": `${title('"Mug" x')}\n${ROW_2}`,
  "a blank before it": title(' "Mug"'),
  "a blank after it": title('"Mug" '),
  "a delimiter in it": title('"a;b"'),
  "a line break in it": title('"a\nb"'),
  "CRLF in it": title('"a\r\nb"'),
  "LF in it, CRLF between rows": [HEADER, title('"a\nb"').slice(HEADER.length + 1), ROW_2].join(
    "\r\n",
  ),
  "a backslash before it": title('"Mu\\"g"'),
  single: title("'Mug;x'"),
  typographic: title("„Mug“"),
  "nothing in it": title('""'),
  "a number in it": title('"007"'),
  three: title('"""Mug"""'),
  "in the last column of the header, which takes rows": `${HEADER};"Price EUR"${ROW};1\n${ROW_2};2\n"x;y";Mug;published;Mug;X;5;3\n`,
  "unclosed in the header": `"${FILE}`,
};

/** Headers, lines and quotes. */
export const cases: Case[] = [
  ...named("header", HEADERS),
  ...named("lines", LINES),
  ...named("quotes", QUOTES),
  products("two variants, a blank last line", `${csvOf([mugOf("S"), mugOf("M")])}\n\n`),
];

function named(kind: string, files: Record<string, string>): Case[] {
  return Object.entries(files).map(([name, csv]) => products(`${kind}: ${name}`, csv));
}

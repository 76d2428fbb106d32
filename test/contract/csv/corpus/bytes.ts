import { gzipSync } from "node:zlib";
import type { Case } from "./case.js";
import { type Cells, CUP, csvOf, MUG, mugOf, products } from "./product-files.js";

const FILE = csvOf([MUG]);
const LARGE = csvOf([{ ...MUG, "Product Title": "Große Tasse" }]);
const [HEADER = "", ROW = ""] = FILE.split("\n");
const EURO = 0x80;
const LONE_SURROGATE = [0xed, 0xa0, 0x80];

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
const bigEndian = (text: string): Buffer => utf16(text).swap16();
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const titled = (bytes: number[]): Buffer =>
  Buffer.concat([
    Buffer.from(`${HEADER}\nmug;`),
    Buffer.from(bytes),
    Buffer.from(";published;Mug;MUG-1;5"),
  ]);

const ENCODINGS: Record<string, string | Uint8Array> = {
  "UTF-8, umlauts": LARGE,
  "UTF-8 with a BOM": `\ufeff${FILE}`,
  "UTF-8 with a BOM, quoted header": `\ufeff${FILE.replace("Product Handle", '"Product Handle"')}`,
  "UTF-8 with a BOM, header alone": `\ufeff${HEADER}\n`,
  "a BOM alone": "\ufeff",
  "a BOM in a cell": FILE.replace(";Mug;", ";M\ufeffug;"),
  "UTF-16 LE with a BOM": utf16(`\ufeff${FILE}`),
  "UTF-16 BE with a BOM": bigEndian(`\ufeff${FILE}`),
  "UTF-16 LE without a BOM": utf16(FILE),
  "UTF-16 BE without a BOM": bigEndian(FILE),
  "Windows-1252, umlauts": latin1(LARGE),
  "Windows-1252, no umlaut": latin1(FILE),
  "Windows-1252, euro sign": titled([EURO]),
  "Windows-1252, umlaut in the header": latin1(`${HEADER};Größe\n${ROW};1`),
  "half of a surrogate pair": titled(LONE_SURROGATE),
  "umlauts decoded twice": csvOf([{ ...MUG, "Product Title": "GroÃŸe Tasse" }]),
  "replacement characters": csvOf([{ ...MUG, "Product Title": "Gro\ufffde Tasse" }]),
  "NUL at the end": `${FILE}\0`,
  "NUL in a description": csvOf([{ ...MUG, "Product Description": "a\0b" }]),
  "NUL in a column unknown": csvOf([{ ...MUG, "Ven\0dor": "x" }]),
  "NUL in a boolean": csvOf([{ ...MUG, "Product Discountable": "tru\0" }]),
  "NUL in a collection's title": csvOf([{ ...MUG, "Product Collection Title": "a\0" }]),
  "NUL in a profile's name": csvOf([{ ...MUG, "Product Profile Name": "a\0" }]),
  "NUL in a later row's title": csvOf([mugOf("S"), mugOf("M", { "Product Title": "a\0" })]),
  "NUL in a channel": csvOf([{ ...MUG, "Sales Channel 1 Name": "a\0" }]),
  "NUL in a channel's description": csvOf([{ ...MUG, "Sales Channel 1 Description": "a\0" }]),
  "NUL in a collection's handle": csvOf([{ ...MUG, "Product Collection Handle": "a\0" }]),
  "NUL in a tag": csvOf([{ ...MUG, "Product Tags": "a\0" }]),
  "NUL in a price": csvOf([{ ...MUG, "Price EUR": "10\0" }]),
  "NUL in an option's value": csvOf([mugOf("S\0")]),
  "NUL in a status": csvOf([{ ...MUG, "Product Status": "draft\0" }]),
  "NUL in an id": csvOf([{ ...CUP, "Product Id": "prod\0_cup" }]),
  "NULs alone": "\0\0\0\0",
  "control characters": csvOf([{ ...MUG, "Product Title": "a\u0001b\u001fc" }]),
};

const KINDS: Record<string, string | Uint8Array> = {
  "a zip of one line": Uint8Array.of(
    0x50,
    0x4b,
    3,
    4,
    20,
    0,
    6,
    0,
    8,
    0,
    0,
    0,
    0x21,
    0,
    1,
    2,
    3,
    4,
  ),
  "a zip of lines": latin1("PK\u0003\u0004\u0014abc;def\nxyz;123\n\u0001"),
  gzip: gzipSync(FILE, { level: 9 }),
  "HTML of lines":
    "<!DOCTYPE html>\n<html>\n<head><title>x</title></head>\n<body>hi</body>\n</html>\n",
  "HTML of one line": "<html><body>Please log in</body></html>",
  "JSON of one line": '{"products": [{"handle": "mug"}]}',
  "JSON of lines": '[\n  {\n    "handle": "mug"\n  }\n]\n',
  XML: '<?xml version="1.0"?>\n<products/>\n',
  PDF: latin1("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"),
  text: "hello\nworld\n",
};

/** As file-local hands a file on: papaparse decodes each of the pieces by itself. */
const PIECE = 65_536;
const DESCRIBED = { ...MUG, "Product Description": "" };
const BEFORE = Buffer.byteLength(csvOf([DESCRIBED]));

/** A file in which `text` begins at a byte. */
function at(byte: number, text: string, { newline = "\n", after = "" } = {}): string {
  const file = csvOf([{ ...DESCRIBED }], { newline });
  const pad = "x".repeat(byte - BEFORE - (newline.length - 1));
  return `${file}${pad}${text}${after}`;
}

const NEXT: Cells = { ...DESCRIBED, "Product Handle": "mug-2", "Variant SKU": "MUG-2" };
const nextRow = (newline = "\n") => `${newline}${csvOf([NEXT]).split("\n")[1]}`;

const PIECES: Record<string, string> = {
  "é just before the end": at(PIECE - 2, "é end"),
  "é over the end": at(PIECE - 1, "é end"),
  "é over the end of the second": at(2 * PIECE - 1, "é end"),
  "€ over the end, one byte before it": at(PIECE - 1, "€ end"),
  "€ over the end, two bytes before it": at(PIECE - 2, "€ end"),
  "an emoji over the end": at(PIECE - 2, "😀 end"),
  "LF last": at(PIECE - 1, "", { after: nextRow() }),
  "LF first": at(PIECE, "", { after: nextRow() }),
  "CRLF over the end": at(PIECE - 1, "", { newline: "\r\n", after: nextRow("\r\n") }),
  "CRLF just before the end": at(PIECE - 2, "", { newline: "\r\n", after: nextRow("\r\n") }),
  "CRLF just after the end": at(PIECE, "", { newline: "\r\n", after: nextRow("\r\n") }),
  "a file of exactly one": at(PIECE, ""),
  "a blank line in the second": at(PIECE + 10, "", { after: `\n${nextRow()}` }),
  "umlauts in the second": at(PIECE + 10, " süß", { after: nextRow() }),
};

/** Encodings, other kinds of files, and the ends of the pieces in which a file is read. */
export const cases: Case[] = [
  ...named("encoding", ENCODINGS),
  ...named("kind", KINDS),
  ...named("pieces", PIECES),
];

function named(kind: string, files: Record<string, string | Uint8Array>): Case[] {
  return Object.entries(files).map(([name, csv]) => products(`${kind}: ${name}`, csv));
}

import { type FileKind, HEAD_BYTES, kindOfFile } from "../../http/csv-files.js";
import type { Dialect } from "./dialect.js";
import { lineAfter, placeIn } from "./locate.js";
import { PAPAPARSE_5_3, type Parser } from "./parser.js";
import { type BrokenCharacter, PieceDecoder } from "./pieces.js";
import type { Encoding, Found, ReadFile } from "./read-file.js";
import type { Place, Row } from "./row.js";
import { type ParsedRow, RowParser } from "./row-parser.js";

/** Who is told of rows; at once, so that a million of them take no promise each. */
export interface RowListener {
  /** Before the rows. */
  onHeader?: ((header: Row, dialect: Dialect) => void) | undefined;
  /** Whoever keeps a cell should keep a copy: see {@link keep}. */
  onRow?: ((row: Row) => void) | undefined;
}

/** How the server reads. */
export interface ReaderOptions {
  /** Default: {@link PAPAPARSE_5_3}. */
  parser?: Parser | undefined;
  /** What separates cells, if it is not what the server guesses. */
  delimiter?: string | undefined;
}

/** Makes rows of the pieces of a file. */
export class RowReader {
  /** How many were read. */
  bytes = 0;
  readonly #listener: RowListener;
  readonly #server: Parser;
  readonly #delimiter: string | undefined;
  readonly #decoder = new PieceDecoder();
  readonly #found: Partial<Record<BrokenCharacter["kind"], Found>> = {};
  #nul: Place | undefined;
  #unclosedQuote: Place | undefined;
  #head = new Uint8Array();
  #parser: { dialect: Dialect; rows: RowParser } | undefined;
  #header: Row | undefined;
  #rows = 0;
  /** Where the next row begins, in the whole text, and in which line. */
  #at = 0;
  #line = 1;
  /** What is broken from there on and, before that, in rows that were taken. */
  #broken: readonly BrokenCharacter[] = [];
  #taken = 0;

  constructor(listener: RowListener, { parser = PAPAPARSE_5_3, delimiter }: ReaderOptions = {}) {
    this.#listener = listener;
    this.#server = parser;
    this.#delimiter = delimiter;
  }

  push(piece: Uint8Array): void {
    if (this.bytes === 0) this.#head = piece.slice(0, HEAD_BYTES);
    this.bytes += piece.length;
    const { text, broken } = this.#decoder.decode(piece);
    this.#broken = this.#broken.slice(this.#taken).concat(broken);
    this.#taken = 0;
    this.#parser ??= this.#open(text);
    this.#parser.rows.push(text);
  }

  end(): ReadFile {
    const { dialect, rows } = this.#parser ?? this.#open("");
    rows.end();
    const { kind } = kindOfFile(this.#head);
    const { invalid, torn, lost } = this.#found;
    return {
      kind,
      encoding: this.#encoding(kind),
      dialect,
      header: this.#header,
      rows: this.#rows,
      bytes: this.bytes,
      invalid,
      torn,
      lost,
      nuls: this.#nul && { ...this.#nul, ...this.#decoder.nuls },
      unclosedQuote: this.#unclosedQuote,
    };
  }

  #open(firstPiece: string) {
    const guessed = this.#server.guessDialect(firstPiece);
    const dialect = { ...guessed, delimiter: this.#delimiter ?? guessed.delimiter };
    return { dialect, rows: new RowParser(dialect, (row) => this.#take(row, dialect)) };
  }

  #brokenIn(text: string): readonly BrokenCharacter[] | undefined {
    const first = this.#taken;
    const end = this.#at + text.length;
    while ((this.#broken[this.#taken]?.at ?? end) < end) this.#taken += 1;
    if (this.#taken === first) return undefined;
    const broken = this.#broken.slice(first, this.#taken);
    for (const each of broken) each.at -= this.#at;
    return broken;
  }

  #take({ cells, text, badQuote, isUnclosed }: ParsedRow, dialect: Dialect): void {
    const row = { cells, line: this.#line, text, broken: this.#brokenIn(text), badQuote };
    this.#note(row, dialect);
    if (isUnclosed) this.#unclosedQuote = placeIn(row, dialect, badQuote ?? 0);
    this.#at += text.length;
    this.#line = lineAfter(row, dialect);
    if (this.#header === undefined) {
      this.#header = row;
      this.#listener.onHeader?.(row, dialect);
    } else {
      this.#rows += 1;
      this.#listener.onRow?.(row);
    }
  }

  /** Counts what is wrong with the row's bytes. */
  #note(row: Row, dialect: Dialect): void {
    for (const { kind, at, byte } of row.broken ?? []) {
      this.#found[kind] ??= { ...placeIn(row, dialect, at), byte, count: 0 };
      this.#found[kind].count += 1;
    }
    if (this.#nul !== undefined || this.#decoder.nuls.count === 0) return;
    const nul = row.text.indexOf("\0");
    if (nul !== -1) this.#nul = placeIn(row, dialect, nul);
  }

  #encoding(kind: FileKind): Encoding {
    const [first, second, third] = this.#head;
    if (kind === "utf-16") return first === 0xfe || first === 0 ? "utf-16be" : "utf-16le";
    if (this.#decoder.sound < (this.#found.invalid?.count ?? 0)) return "windows-1252";
    const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
    return hasMark ? "utf-8-bom" : "utf-8";
  }
}

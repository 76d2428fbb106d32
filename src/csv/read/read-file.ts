import type { FileKind } from "../../http/csv-files.js";
import type { Dialect } from "./dialect.js";
import type { Place, Row } from "./row.js";

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

/** Something of which there can be many: how many, and the first one. */
export interface Found extends Place {
  count: number;
  /** Where in the file's bytes, from 0. */
  byte: number;
}

/** What a file turned out to be. */
export interface ReadFile {
  /** Rows are read of whatever it is, as the server does. */
  kind: FileKind;
  /** `windows-1252`: more bytes are no UTF-8 than are. */
  encoding: Encoding;
  dialect: Dialect;
  /** The first row; undefined of a file of 0 bytes. */
  header: Row | undefined;
  /** Those below the header. */
  rows: number;
  /** How long the file is. */
  bytes: number;
  /** Bytes that are no UTF-8. */
  invalid: Found | undefined;
  /** Characters that are sound, and that the server breaks: they stand on the edge of two of its pieces. */
  torn: Found | undefined;
  /** U+FFFD in the file itself: characters that were broken before. */
  lost: Found | undefined;
  /** Bytes of 0, which Postgres refuses. */
  nuls: Found | undefined;
  /** The quote that swallows the rest of the file. */
  unclosedQuote: Place | undefined;
}

import type { Finding } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import type { ReadFile } from "../read/read-file.js";
import type { Row } from "../read/row.js";
import { resolveColumn, type Schema } from "../schema/column.js";
import { nameOf } from "./header.js";

/** What kinds of files that are no CSV are, for a person. */
const KINDS: Readonly<Partial<Record<ReadFile["kind"], string>>> = {
  zip: "a zip archive, as .xlsx is",
  gzip: "packed with gzip",
  pdf: "a PDF",
  "utf-16": "UTF-16",
  binary: "binary",
  html: "an HTML or XML page",
  json: "JSON",
};

/** What is wrong with a file as a whole, so that nothing else need be told. */
export function judgeKind({ kind, header, rows }: ReadFile, schema: Schema): Finding | undefined {
  const isCsv = header?.cells.some((name) => resolveColumn(nameOf(name), schema));
  const what = isCsv ? undefined : KINDS[kind];
  if (rows === 0) return what ? { rule: "one-line", details: { kind: what } } : { rule: "no-rows" };
  if (what === undefined) return undefined;
  return kind === "utf-16" ? { rule: "utf-16" } : { rule: "no-csv", details: { kind: what } };
}

/** What is wrong with a header of which the server reads one column where there are more, or none at all. */
export function judgeDialect(header: Row, dialect: Dialect, schema: Schema): Finding | undefined {
  const [first = "", ...others] = header.cells;
  if (/^\ufeff?sep=/i.test(first)) return { rule: "separator-line" };
  if (others.length > 0) return undefined;
  const meant = [";", ",", "\t", "|"].find((delimiter) =>
    nameOf(first)
      .split(delimiter)
      .slice(1)
      .some((name) => resolveColumn(name.replaceAll('"', ""), schema)),
  );
  if (meant === undefined || meant === dialect.delimiter) return undefined;
  return { rule: "wrong-delimiter", details: { guessed: dialect.delimiter, meant } };
}

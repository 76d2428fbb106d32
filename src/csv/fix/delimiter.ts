import type { Dialect } from "../read/dialect.js";
import { spansOf } from "../read/locate.js";
import type { Parser } from "../read/parser.js";
import { PIECE_BYTES } from "../read/pieces.js";
import type { Row } from "../read/row.js";
import { type ReadOptions, readRows } from "../read/rows.js";
import { resolveColumn, type Schema } from "../schema/column.js";
import { type Edit, Patch } from "./patch.js";
import { isQuoted, quote, soundSpans } from "./spans.js";

/** What a file can be separated by, in the order in which it is tried; where Medusa finds nothing, it takes the comma. */
const DELIMITERS = [",", ";", "\t", "|"];

/** How much is written to try what Medusa guesses: more than it looks at. */
const TRIAL_BYTES = 4 * PIECE_BYTES;

/**
 * The file, written so that Medusa guesses right what separates its cells; undefined where there is no way to.
 *
 * @param meant What separates them.
 */
export async function separate(
  file: Blob,
  meant: string,
  { parser, signal }: Pick<ReadOptions, "parser" | "signal">,
): Promise<Blob | undefined> {
  const options = { delimiter: meant, signal };
  // The emptiness behind the last line break is counted as a row of one cell.
  const cut = await withoutLastBreak(file, options);
  if (await isGuessed(cut, meant, parser)) return cut;
  const start = file.slice(0, TRIAL_BYTES);
  for (const delimiter of DELIMITERS) {
    const trial = await rewrite(start, delimiter, options);
    if (!(await isGuessed(trial.file, delimiter, parser))) continue;
    const whole = await rewrite(file, delimiter, options);
    return whole.isSound ? whole.file : undefined;
  }
  return undefined;
}

/** Whether a header has more columns that an import knows, if they are separated otherwise than the server guesses. */
export function hasMoreColumns(
  { text, cells }: Row,
  dialect: Dialect,
  delimiter: string,
  schema: Schema,
): boolean {
  const names = [...spansOf(text, { ...dialect, delimiter })].map(({ from, to }) =>
    text.slice(from, to).replace(/^\ufeff?"(.*)"$/s, "$1"),
  );
  return knownIn(names, schema) > knownIn(cells, schema);
}

function knownIn(names: readonly string[], schema: Schema): number {
  return names.filter((name) => resolveColumn(name, schema)).length;
}

interface Reading {
  delimiter: string;
  signal: AbortSignal | undefined;
}

async function isGuessed(
  file: Blob,
  delimiter: string,
  parser: Parser | undefined,
): Promise<boolean> {
  const { dialect } = await readRows(file.slice(0, PIECE_BYTES), { parser });
  return dialect.delimiter === delimiter;
}

async function withoutLastBreak(file: Blob, reading: Reading): Promise<Blob> {
  let last = "";
  const onRow = ({ text }: Row) => {
    last = text;
  };
  const { dialect } = await readRows(file, { ...reading, onRow });
  const { length } = last.endsWith(dialect.newline) ? dialect.newline : "";
  return file.slice(0, file.size - length);
}

interface Rewritten {
  file: Blob;
  /** Whether it is clear what the cells are: bad quotes leave that open. */
  isSound: boolean;
}

async function rewrite(file: Blob, delimiter: string, reading: Reading): Promise<Rewritten> {
  const patch = new Patch(file);
  let isSound = true;
  let dialect: Dialect | undefined;
  const onRow = (row: Row) => {
    isSound &&= row.badQuote === undefined;
    patch.row(row, dialect && separated(row, delimiter, dialect));
  };
  const onHeader = (row: Row, found: Dialect) => {
    dialect = found;
    onRow(row);
  };
  await readRows(file, { ...reading, onHeader, onRow });
  return { file: patch.toBlob(), isSound };
}

function separated(row: Row, delimiter: string, dialect: Dialect): Edit[] {
  return soundSpans(row, dialect).flatMap((span, index, spans) => {
    const next = spans[index + 1];
    const isPlain = isQuoted(row, span) || !row.text.slice(span.from, span.to).includes(delimiter);
    return [
      ...(isPlain ? [] : quote(row, span)),
      ...(next ? [{ from: span.to, to: next.from, text: delimiter }] : []),
    ];
  });
}

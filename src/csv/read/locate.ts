import type { Dialect } from "./dialect.js";
import type { Place, Row } from "./row.js";

/** Where a cell of a row begins; the end of the row for a cell that it does not have. */
export function locate(row: Row, dialect: Dialect, cellIndex: number): Place {
  return placeIn(row, dialect, startOfCell(row.text, dialect, cellIndex));
}

/** Where a character of a row's text is. */
export function placeIn(row: Row, dialect: Dialect, index: number): Place {
  const before = row.text.slice(foreignStart(row, dialect), index);
  const breaks = lineBreaksIn(before);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  // Editors do not show a byte order mark.
  const hidden = row.line === 1 && breaks === 0 && before.startsWith("\ufeff") ? 1 : 0;
  return { line: row.line + breaks, column: before.length - lineStart - hidden + 1 };
}

/** The line in which the next row begins. */
export function lineAfter(row: Row, dialect: Dialect): number {
  return row.line + lineBreaksIn(row.text) - foreignStart(row, dialect);
}

/** How much of a row's text belongs to the line break before it: a line feed, where rows end with carriage returns. */
function foreignStart({ text, line }: Row, { newline }: Dialect): number {
  return newline === "\r" && line > 1 && text.startsWith("\n") ? 1 : 0;
}

/** How many lines end in a text, whichever way they do. */
function lineBreaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  for (let at = text.indexOf("\r"); at !== -1; at = text.indexOf("\r", at + 1)) {
    if (text[at + 1] !== "\n") count += 1;
  }
  return count;
}

function startOfCell(text: string, dialect: Dialect, cellIndex: number): number {
  let index = 0;
  for (const { from } of spansOf(text, dialect)) {
    if (index === cellIndex) return from;
    index += 1;
  }
  return endOf(text, dialect);
}

/** A part of a text. */
export interface Span {
  from: number;
  to: number;
}

/** Where the cells of a row's text are, with their quotes. */
export function* spansOf(text: string, dialect: Dialect): Generator<Span> {
  const { delimiter } = dialect;
  const end = endOf(text, dialect);
  for (let from = 0; ; ) {
    const next = text.indexOf(delimiter, endOfQuoted(text, dialect, from));
    const isLast = next === -1 || next >= end;
    yield { from, to: isLast ? end : next };
    if (isLast) return;
    from = next + delimiter.length;
  }
}

function endOf(text: string, { newline }: Dialect): number {
  return text.endsWith(newline) ? text.length - newline.length : text.length;
}

/** Where a delimiter can be after what is in quotes, by papaparse's rules; the cell's start if it has no quotes. */
function endOfQuoted(text: string, { delimiter, newline }: Dialect, start: number): number {
  if (text[start] !== QUOTE) return start;
  for (let at = text.indexOf(QUOTE, start + 1); at !== -1; at = text.indexOf(QUOTE, at + 1)) {
    if (text[at + 1] === QUOTE) {
      at += 1;
      continue;
    }
    // White space may stand between the closing quote and what follows it; anything else, and it closes nothing.
    const after = at + 1;
    const next = nearest(text.indexOf(delimiter, after), text.indexOf(newline, after), text.length);
    if (text.slice(after, next).trim() === "") return next;
  }
  return text.length;
}

function nearest(...found: number[]): number {
  return Math.min(...found.filter((at) => at !== -1));
}

const QUOTE = '"';

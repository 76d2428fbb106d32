import type { Dialect } from "../read/dialect.js";
import { type Span, spansOf } from "../read/locate.js";
import type { Row } from "../read/row.js";
import type { Edit } from "./patch.js";

/** Where the cells of a row are, with their quotes; nowhere, where bad quotes leave that open. */
export function soundSpans(row: Row, dialect: Dialect): readonly Span[] {
  const spans = row.badQuote === undefined ? [...spansOf(row.text, dialect)] : [];
  return spans.length === row.cells.length ? spans : [];
}

export function isQuoted({ text }: Row, { from }: Span): boolean {
  return text[from] === '"';
}

/** Puts a cell in quotes, and doubles those in it. */
export function quote({ text }: Row, { from, to }: Span): Edit[] {
  const inside = [...text.slice(from, to).matchAll(/"/g)].map(({ index }) =>
    insertion(from + index, '"'),
  );
  return [insertion(from, '"'), ...inside, insertion(to, '"')];
}

export function insertion(at: number, text: string): Edit {
  return { from: at, to: at, text };
}

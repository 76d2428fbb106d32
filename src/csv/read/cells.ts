import type { Row } from "./row.js";
import { BROKEN } from "./utf8.js";

/** A row's cells, with what is broken in them as it was meant, for all that can be told. */
export function meantCells({
  cells,
  broken = [],
}: Pick<Row, "cells" | "broken">): readonly string[] {
  // Neither quotes nor delimiters can break: the cells hold the same signs, in the same order, as the text.
  const meant = broken.map((each) => each.meant).values();
  return cells.map((cell) => cell.replaceAll(BROKEN, () => meant.next().value ?? BROKEN));
}

/** A text that can be kept: a cell is a slice of a piece of the file, and keeps all of that in V8's memory. */
export function keep(cell: string): string {
  return String(JSON.parse(JSON.stringify(cell)));
}

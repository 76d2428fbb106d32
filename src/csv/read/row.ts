import type { BrokenCharacter } from "./pieces.js";

/** A place in a file, as editors count: from 1, and characters in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

/** A row as papaparse reads it. */
export interface Row {
  cells: readonly string[];
  /** The line of an editor in which it begins, from 1: line breaks in cells count, whichever they are. */
  line: number;
  /** As it stands in the file, with its line break. */
  text: string;
  /** What is broken in it, with places in `text`; undefined if nothing is. {@link meantCells} mends it. */
  broken: readonly BrokenCharacter[] | undefined;
  /** Where in `text` a cell begins whose quotes are not closed, or closed in its midst. */
  badQuote: number | undefined;
}

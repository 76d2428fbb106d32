import Papa from "papaparse";

/** How a file is written, as the server guesses it. */
export interface Dialect {
  delimiter: string;
  newline: "\n" | "\r\n" | "\r";
  /** Whether a delimiter was found. Where none was, the server takes a comma. */
  guessed: boolean;
}

/**
 * What papaparse guesses by the first piece of a file: by its first ten rows, of which the last may be one
 * that the piece's end cuts off, or the emptiness behind the last line break.
 */
export function guessDialect(firstPiece: string): Dialect {
  const { meta, errors } = Papa.parse(firstPiece, { preview: 1 });
  const newline = NEWLINES.find((each) => each === meta.linebreak) ?? "\n";
  const guessed = errors.every(({ code }) => code !== "UndetectableDelimiter");
  return { delimiter: meta.delimiter, newline, guessed };
}

const NEWLINES = ["\n", "\r\n", "\r"] as const;

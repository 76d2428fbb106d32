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

/** The same by a newer papaparse, which takes the delimiter that cuts the rows most evenly. */
export function guessEvenDialect(firstPiece: string): Dialect {
  const { newline } = guessDialect(firstPiece);
  const [even] = CANDIDATES.map((delimiter) => cut(firstPiece, delimiter, newline))
    .filter(({ average }) => average > 1.99)
    .sort((one, other) => one.delta - other.delta || other.average - one.average);
  return {
    delimiter: even?.delimiter ?? Papa.DefaultDelimiter,
    newline,
    guessed: even !== undefined,
  };
}

const CANDIDATES = [",", "\t", "|", ";", Papa.RECORD_SEP, Papa.UNIT_SEP];
const LOOKED_AT = 10;

/** How many cells the first rows have on average, and by how many they differ from row to row. */
function cut(text: string, delimiter: string, newline: Dialect["newline"]) {
  const parser = new Papa.Parser({ delimiter, newline, preview: LOOKED_AT });
  const { data }: { data: string[][] } = parser.parse(text, 0, false);
  const counts = data.map((row) => row.length);
  const delta = counts.reduce(
    (sum, count, at) => sum + Math.abs(count - (counts[at - 1] ?? count)),
    0,
  );
  const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return { delimiter, delta, average };
}

const NEWLINES = ["\n", "\r\n", "\r"] as const;

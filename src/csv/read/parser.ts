import { type Dialect, guessDialect, guessEvenDialect } from "./dialect.js";
import { type Typed, typed, typedOfWholeDates } from "./typed.js";

/** What one version of papaparse reads otherwise than another. */
export interface Parser {
  guessDialect(firstPiece: string): Dialect;
  /** What the columns are called, by the cells of the header; of two with one name, the last one counts. */
  columnNames(header: readonly string[]): readonly string[];
  typed(cell: string): Typed;
}

/** 5.3.2, which this package has, too. */
export const PAPAPARSE_5_3: Parser = { guessDialect, columnNames: (header) => header, typed };

/** 5.7.1. Versions between them have some of its ways. */
export const PAPAPARSE_5_7: Parser = {
  guessDialect: guessEvenDialect,
  columnNames: uniqueNames,
  typed: typedOfWholeDates,
};

/** No column bears a byte order mark, or the name of one before it. */
function uniqueNames(header: readonly string[]): string[] {
  const used = new Set(header);
  const counts = new Map<string, number>();
  return header.map((cell) => {
    const name = cell.replace(/^\ufeff/, "");
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const unique = count === 0 ? name : nextName(name, count, used);
    used.add(unique);
    return unique;
  });
}

function nextName(name: string, count: number, used: ReadonlySet<string>): string {
  for (let number = count; ; number += 1) {
    const next = `${name}_${number}`;
    if (!used.has(next)) return next;
  }
}

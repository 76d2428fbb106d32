import stringWidth from "string-width";

/** Between two columns on a terminal. */
const GAP = "  ";
const CUT = "…";

/** Text on one line, which moves no cursor and turns no direction of writing around. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}

/** Text in so many columns of a terminal, cut at its end where it is longer. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment + CUT) > columns) break;
    kept += segment;
  }
  return columns < stringWidth(CUT) ? "" : kept + CUT;
}

/**
 * Rows for people: in columns, each line no wider than the terminal.
 *
 * @returns A line for each row.
 */
export function alignRows(rows: readonly (readonly string[])[], columns: number): string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = (cells[0] ?? []).map((_cell, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? "")), 0),
  );
  return cells.map((row) =>
    cut(
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
      columns,
    ),
  );
}

/** Rows for programs: between tabs, uncut. */
export function tabRows(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => row.map(oneLine).join("\t"));
}

function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

import { meantCells } from "../read/cells.js";
import type { BrokenCharacter } from "../read/pieces.js";
import type { Row } from "../read/row.js";
import type { RuleId } from "../rules/index.js";
import type { Reporter } from "./reporter.js";

/**
 * Judges what any row can have.
 *
 * @param isStored Whether anything comes of the cells of a column.
 * @returns Whether there is more to judge.
 */
export function judgeRow(
  row: Row,
  header: Row,
  isStored: (index: number) => boolean,
  reporter: Reporter,
): boolean {
  const { cells } = row;
  if (isBlank(cells)) {
    reporter.row(row, { rule: "blank-line" });
    return false;
  }
  if (cells.length > header.cells.length) {
    const columns = header.cells.length;
    const filled = cells.slice(columns).filter((cell) => cell !== "").length;
    const details = { cells: cells.length, columns, filled };
    reporter.row(row, { rule: "extra-cells", details });
  }
  // Rows end with a carriage return, and it was one of two characters.
  if (cells[0]?.startsWith("\n") && row.text.startsWith("\n")) {
    reporter.cell(row, 0, { rule: "stray-return", becomes: cells[0] });
  }
  if (row.badQuote !== undefined) {
    reporter.row(row, {
      rule: "bad-quote",
      value: row.text.slice(row.badQuote, row.badQuote + 40),
    });
  }
  if (row.broken) judgeBroken(row, row.broken, isStored, reporter);
  return true;
}

const BROKEN: Readonly<Record<BrokenCharacter["kind"], RuleId>> = {
  invalid: "no-utf-8",
  torn: "split-character",
  lost: "lost-character",
};

/** Judges characters that are broken, or that the server breaks. */
export function judgeBroken(
  row: Row,
  broken: readonly BrokenCharacter[],
  isStored: (index: number) => boolean,
  reporter: Reporter,
): void {
  const kinds = [...new Set(broken.map(({ kind }) => kind))];
  const meant = meantCells(row);
  row.cells.forEach((cell, index) => {
    if (!cell.includes("\ufffd") || !isStored(index)) return;
    for (const kind of kinds) {
      reporter.cell(row, index, { rule: BROKEN[kind], value: meant[index], becomes: cell });
    }
  });
}

/** A line of nothing, or of nothing but delimiters. */
function isBlank(cells: readonly string[]): boolean {
  return cells[0] === "" && cells.every((cell) => cell === "");
}

import { isSpelling } from "../judge/similar.js";
import type { Finding } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import type { Row } from "../read/row.js";
import type { RuleId } from "../rules/index.js";
import type { Edit } from "./patch.js";
import { isQuoted, soundSpans } from "./spans.js";

/** What a check found in a row, and what there is to know for a repair. */
export interface Damage {
  finding: Finding;
  /** The cell, if it is about one. */
  index: number | undefined;
  row: Row;
  header: Row;
  dialect: Dialect;
  /** How many columns to leave, if those beyond are as empty as their names. */
  width: number | undefined;
}

/** What repairs a row: nothing, where it could be meant otherwise. */
type Repair = (damage: Damage) => Edit[];

/** What repairs the rows that a rule finds. */
export const REPAIRS: { readonly [K in RuleId]?: Repair } = {
  "byte-order-mark": ({ row }) => deleteMark(row),
  "unknown-column": (damage) => [...cutColumns(damage), ...renameColumn(damage)],
  "same-column": cutColumns,
  "blank-line": ({ row }) => [{ from: 0, to: row.text.length, text: "" }],
  "extra-cells": ({ row, header, dialect }) => cutCells(row, header.cells.length, dialect),
  "unknown-status": writeSuggestion,
  "no-boolean": writeSuggestion,
  "cut-price": writeSuggestion,
  "stray-return": deleteReturn,
  nul: deleteNuls,
};

/** Deletes a byte order mark. */
export function deleteMark({ text }: Row): Edit[] {
  return text.startsWith("\ufeff") ? [{ from: 0, to: 1, text: "" }] : [];
}

/** Cuts the cells beyond a number of them, if they are all empty. */
export function cutCells(row: Row, count: number, dialect: Dialect): Edit[] {
  if (row.cells.slice(count).some((cell) => cell !== "")) return [];
  const spans = soundSpans(row, dialect);
  const last = spans[count - 1];
  const end = spans.at(-1);
  return last && end && last !== end ? [{ from: last.to, to: end.to, text: "" }] : [];
}

/** Columns without a name, and with nothing in them. */
function cutColumns({ row, index = 0, width, dialect }: Damage): Edit[] {
  return width !== undefined && index >= width ? cutCells(row, width, dialect) : [];
}

/** Only what differs in capitals, blanks and dashes can mean nothing else, and that only once. */
function renameColumn(damage: Damage): Edit[] {
  const { suggestion, columnName = "" } = damage.finding;
  if (suggestion === undefined || !isSpelling(columnName, suggestion)) return [];
  const alike = damage.header.cells.filter((name) => isSpelling(name, suggestion));
  return alike.length === 1 ? writeSuggestion(damage) : [];
}

/** A cell in quotes keeps them. */
function writeSuggestion({ finding, index, row, dialect }: Damage): Edit[] {
  const { suggestion } = finding;
  const span = index === undefined ? undefined : soundSpans(row, dialect)[index];
  if (suggestion === undefined || span === undefined) return [];
  return [{ ...span, text: isQuoted(row, span) ? `"${suggestion}"` : suggestion }];
}

function deleteReturn({ row }: Damage): Edit[] {
  const [end] = /\r\n?$/.exec(row.text) ?? [];
  if (end === undefined) return [];
  const from = row.text.length - end.length;
  return [{ from, to: from + 1, text: "" }];
}

function deleteNuls({ row }: Damage): Edit[] {
  return [...row.text.matchAll(/\0/g)].map(({ index }) => ({
    from: index,
    to: index + 1,
    text: "",
  }));
}

import type { Row } from "../read/row.js";
import { type Column, type FileColumn, resolveColumn, type Schema } from "../schema/column.js";
import type { Shop } from "../shop.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

const BYTE_ORDER_MARK = "\ufeff";

/**
 * The columns that count: the server reads a row as an object by the names of the header, so that of two with one
 * name the last counts, in the place of the first.
 */
export function columnsOf(header: Row, schema: Schema): FileColumn[] {
  const indexes = new Map(header.cells.map((cell, index) => [nameOf(cell), index]));
  return [...indexes].map(([name, index]) => ({
    name,
    index,
    column: resolveColumn(name, schema),
  }));
}

/** A name as it was meant: a byte order mark in front of a quote makes the quote a part of the name, too. */
export function nameOf(cell: string): string {
  if (!cell.startsWith(BYTE_ORDER_MARK)) return cell;
  const [, quoted] = /^"(.*)"$/s.exec(cell.slice(1)) ?? [];
  return quoted?.replaceAll('""', '"') ?? cell.slice(1);
}

/** What a header is judged by. */
export interface HeaderRules {
  schema: Schema;
  shop: Shop | undefined;
  /** Whether the server takes a byte order mark for what it is. */
  readsByteOrderMark: boolean;
}

/** Judges a header, as far as rows have cells below it: the server looks at it with each row, and only then. */
export class HeaderJudge {
  readonly #header: Row;
  readonly #rules: HeaderRules;
  readonly #reporter: Reporter;
  #judged = 0;

  constructor(header: Row, rules: HeaderRules, reporter: Reporter) {
    this.#header = header;
    this.#rules = rules;
    this.#reporter = reporter;
  }

  judge({ cells }: Row): void {
    if (this.#judged === 0) this.#judgeMissing();
    for (; this.#judged < Math.min(cells.length, this.#header.cells.length); this.#judged++) {
      this.#judgeColumn(this.#judged);
    }
  }

  #judgeMissing(): void {
    const names = this.#header.cells.map(nameOf);
    for (const { name, needs } of this.#rules.schema) {
      if (needs === "always" && !names.includes(name)) {
        this.#reporter.missing(name, { rule: "missing-column" });
      }
    }
  }

  #judgeColumn(index: number): void {
    const { schema, readsByteOrderMark } = this.#rules;
    const { cells } = this.#header;
    const cell = cells[index] ?? "";
    if (cells.lastIndexOf(cell) !== index) this.#reporter.column(index, { rule: "same-column" });
    const name = readsByteOrderMark ? nameOf(cell) : cell;
    const column = resolveColumn(name, schema);
    if (column !== undefined) this.#judgeKnown(index, name, column);
    // The server looks names up in an object, which has these from the start.
    else if (name in {}) this.#reporter.column(index, { rule: "ignored-column" });
    else if (resolveColumn(nameOf(cell), schema)) {
      this.#reporter.column(index, { rule: "byte-order-mark" });
    } else {
      const suggestion = meantColumn(nameOf(cell), schema);
      this.#reporter.column(index, { rule: "unknown-column", suggestion });
    }
  }

  #isSecondType(index: number): boolean {
    const { schema } = this.#rules;
    const names = this.#header.cells.slice(0, index).map(nameOf);
    return names.some((name) => resolveColumn(name, schema)?.kind === "type");
  }

  #judgeKnown(
    index: number,
    name: string,
    { kind, field, match, flag, name: suggestion }: Column,
  ): void {
    const isOn = flag && this.#rules.shop?.featureFlags[flag];
    if (flag === "product_categories" && !isOn) {
      const rule = this.#rules.shop ? "refused-column" : "flagged-column";
      this.#reporter.column(index, { rule, details: { flag } });
    } else if (flag && isOn === false) {
      this.#reporter.column(index, { rule: "refused-column", details: { flag } });
    } else if (kind === "type" && this.#isSecondType(index)) {
      this.#reporter.column(index, { rule: "two-types" });
    } else if (match && !isWhole(name, match)) {
      const others = this.#rules.schema.filter((other) => other.field !== field);
      const rule = others.some((other) => other.match?.test(name))
        ? "two-meanings"
        : "misread-column";
      this.#reporter.column(index, { rule, suggestion });
    }
  }
}

/** The column that was meant by a name that is none: as is, but for its capitals, blanks, or a slip of the keys. */
function meantColumn(name: string, schema: Schema): string | undefined {
  const number = /\d+/.exec(name)?.[0] ?? "1";
  const [currency] = /\b[a-z]{3}\b/i.exec(name.replace(/price|_/gi, " ")) ?? ["XXX"];
  const names = schema.map((column) =>
    column.name.replace(/\bN\b/, number).replace("XXX", currency.toUpperCase()),
  );
  return closest(name, names);
}

function isWhole(name: string, pattern: RegExp): boolean {
  return new RegExp(`^(?:${pattern.source})$`).test(name.trim());
}

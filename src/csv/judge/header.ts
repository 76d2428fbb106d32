import type { Row } from "../read/row.js";
import { type Column, type FileColumn, resolveColumn, type Schema } from "../schema/column.js";
import type { Server } from "../server.js";
import type { ImportRules } from "./judge.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

const BYTE_ORDER_MARK = "\ufeff";

/**
 * The columns that count: the server reads a row as an object by the names of the header, so that of two with one
 * name the last counts, in the place of the first.
 */
export function columnsOf({ cells }: Row, { parser, schema }: Server): FileColumn[] {
  const names = parser.columnNames(cells).map((name, index) => {
    const cell = cells[index] ?? "";
    return cell.startsWith(BYTE_ORDER_MARK) ? nameOf(cell) : name;
  });
  const indexes = new Map(names.map((name, index) => [name, index]));
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

/** Judges a header, as far as rows have cells below it: the server looks at it with each row, and only then. */
export class HeaderJudge {
  readonly #header: Row;
  /** What the server calls the columns. */
  readonly #names: readonly string[];
  readonly #rules: ImportRules;
  readonly #reporter: Reporter;
  #judged = 0;

  constructor(header: Row, rules: ImportRules, reporter: Reporter) {
    this.#header = header;
    this.#names = rules.server.parser.columnNames(header.cells);
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
    for (const { name, needs } of this.#rules.server.schema) {
      if (needs === "always" && !names.includes(name)) {
        this.#reporter.missing(name, { rule: "missing-column" });
      }
    }
  }

  #judgeColumn(index: number): void {
    const name = this.#names[index] ?? "";
    const isLast = this.#names.lastIndexOf(name) === index;
    if (!isLast) this.#reporter.column(index, { rule: "same-column" });
    const column = resolveColumn(name, this.#rules.server.schema);
    if (column !== undefined) this.#judgeKnown(index, column);
    // The server looks names up in an object, which has these from the start.
    else if (name in {}) this.#reporter.column(index, { rule: "ignored-column" });
    else this.#judgeUnknown(index, name);
  }

  #judgeUnknown(index: number, name: string): void {
    const { schema } = this.#rules.server;
    const cell = this.#header.cells[index] ?? "";
    const meant = nameOf(cell);
    if (resolveColumn(meant, schema) === undefined) {
      const suggestion = meantColumn(meant, schema);
      this.#reporter.column(index, { rule: "unknown-column", suggestion });
    } else if (meant !== cell) {
      this.#reporter.column(index, { rule: "byte-order-mark" });
    } else {
      this.#reporter.column(index, { rule: "renamed-column", details: { name } });
    }
  }

  #isSecondType(index: number): boolean {
    const { schema } = this.#rules.server;
    const names = this.#header.cells.slice(0, index).map(nameOf);
    return names.some((name) => resolveColumn(name, schema)?.kind === "type");
  }

  #judgeKnown(index: number, { kind, field, match, flag, name: suggestion }: Column): void {
    const name = nameOf(this.#header.cells[index] ?? "");
    const isOn = flag && this.#rules.shop?.featureFlags[flag];
    if (flag === "product_categories" && !isOn) {
      const rule = this.#rules.shop ? "refused-column" : "flagged-column";
      this.#reporter.column(index, { rule, details: { flag } });
    } else if (flag && isOn === false) {
      this.#reporter.column(index, { rule: "refused-column", details: { flag } });
    } else if (kind === "type" && this.#isSecondType(index)) {
      this.#reporter.column(index, { rule: "two-types" });
    } else if (match && !isWhole(name, match)) {
      const others = this.#rules.server.schema.filter((other) => other.field !== field);
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

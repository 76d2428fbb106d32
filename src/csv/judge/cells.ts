import { isDate } from "../../http/kinds.js";
import type { Typed } from "../read/typed.js";
import type { Becomes } from "../report.js";
import type { RuleId } from "../rules/index.js";
import type { ColumnKind } from "../schema/column.js";

/** What is wrong with one cell. */
export interface CellFinding {
  rule: RuleId;
  becomes?: Becomes | undefined;
  suggestion?: string | undefined;
  details?: Readonly<Record<string, string | number>> | undefined;
}

/** Judges a cell that is not empty, by its text and what the server reads in it. */
export type CellJudge = (text: string, value: Typed) => CellFinding | undefined;

/** The largest and the smallest number of the database's `integer`. */
export const MAX_INTEGER = 2 ** 31 - 1;
export const MIN_INTEGER = -(2 ** 31);

/** The judges of the cells whose columns' kinds say all. */
export const CELL_JUDGES: { readonly [K in ColumnKind]?: CellJudge } = {
  id: judgeId,
  handle: judgeHandle,
  text: judgeText,
  type: judgeText,
  tags: judgeTags,
  image: judgeListed,
  optionName: judgeListed,
  optionValue: judgeListed,
  channel: judgeListed,
  collection: judgeListed,
  category: judgeListed,
  profile: judgeProfile,
  integer: judgeInteger,
  boolean: judgeBoolean,
  status: judgeStatus,
};

/** What a value is in a column of text; `null` for a date that there is not. */
export function textOf(value: Typed): string | null {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  // JSON, by which the server hands rows on, knows no -0.
  return value === null ? null : String(value === 0 ? 0 : value);
}

function judgeId(text: string, value: Typed): CellFinding | undefined {
  return value ? judgeText(text, value) : { rule: "lost-value", becomes: null };
}

function judgeTags(text: string, value: Typed): CellFinding | undefined {
  if (!value) return { rule: "lost-value", becomes: null };
  if (/^\s|,\s|,,|\s,|\s$|^,|,$/.test(text)) return { rule: "untidy-tags" };
  return judgeListed(text, value);
}

/** What is in an array of the server's keeps its quotes. */
function judgeListed(text: string, value: Typed): CellFinding | undefined {
  if (text.endsWith("\r") && value === text) return { rule: "stray-return", becomes: text };
  const becomes = textOf(value);
  return becomes === text ? undefined : { rule: rewriting(text, value), becomes };
}

function judgeText(text: string, value: Typed): CellFinding | undefined {
  if (!text.startsWith('"')) return judgeListed(text, value);
  return { rule: "quoted-text", becomes: withoutQuotes(text) };
}

/** What the server makes of a text, to undo what its exports do to texts with quotes. */
export function withoutQuotes(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

function rewriting(text: string, value: Typed): RuleId {
  if (typeof value === "boolean") return "boolean-as-text";
  if (typeof value !== "number") return "date-as-text";
  if (/^\s*-?0\d/.test(text)) return "leading-zeros";
  return /e/i.test(text) ? "exponent" : "number-as-text";
}

function judgeHandle(text: string, value: Typed): CellFinding | undefined {
  return text.startsWith('"') ? { rule: "quoted-handle" } : judgeListed(text, value);
}

function judgeInteger(text: string, value: Typed): CellFinding | undefined {
  const number = typeof value === "number" ? value : integerOf(text);
  if (!Number.isInteger(number)) return { rule: "no-integer" };
  if (/^\s*-?[1-9]\d{0,2}(\.000)+\s*$/.test(text))
    return { rule: "thousands-point", becomes: number };
  return number > MAX_INTEGER || number < MIN_INTEGER ? { rule: "large-integer" } : undefined;
}

/** Postgres reads what papaparse does not: a plus, and since its version 16 `0x10` and `1_000`. */
function integerOf(text: string): number {
  const digits = text.trim().replace(/(?<=[\da-f])_(?=[\da-f])/gi, "");
  const [, sign, number = ""] = /^([+-]?)(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.exec(digits) ?? [];
  return Number(number === "" ? Number.NaN : number) * (sign === "-" ? -1 : 1);
}

const YES = /^\s*(?:true|yes|y|1|on|ja|j|wahr|oui|vrai|si|sí|x)\s*$/i;
const NO = /^\s*(?:false|no|n|0|off|nein|falsch|non|faux)\s*$/i;

/** TypeORM takes for true what is true, and all else for false. */
function judgeBoolean(text: string, value: Typed): CellFinding | undefined {
  if (typeof value === "boolean" || NO.test(text)) return undefined;
  return { rule: "no-boolean", becomes: false, suggestion: YES.test(text) ? "true" : undefined };
}

/** What every product has, and so every export. */
const USUAL_PROFILE = /^(?:Default Shipping Profile|default|gift_card)$/;

function judgeProfile(text: string): CellFinding | undefined {
  return USUAL_PROFILE.test(text) ? undefined : { rule: "ignored-profile", becomes: null };
}

/** In the order of Medusa's `product_status_enum`. */
export const STATUSES: readonly string[] = ["draft", "proposed", "published", "rejected"];

function judgeStatus(text: string): CellFinding | undefined {
  if (STATUSES.includes(text)) return undefined;
  const meant = text.trim().toLowerCase();
  return {
    rule: "unknown-status",
    suggestion: STATUSES.includes(meant) ? meant : undefined,
  };
}

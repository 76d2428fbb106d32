import { isDate } from "../../http/kinds.js";
import type { Typed } from "../read/typed.js";
import type { Becomes } from "../report.js";
import type { RuleId } from "../rules/index.js";
import type { ColumnKind } from "../schema/column.js";
import {
  integerOf,
  MAX_INTEGER,
  MIN_INTEGER,
  STATUSES,
  textOf,
  withoutQuotes,
} from "../schema/values.js";

/** What is wrong with one cell. */
export interface CellFinding {
  rule: RuleId;
  becomes?: Becomes | undefined;
  suggestion?: string | undefined;
  details?: Readonly<Record<string, string | number>> | undefined;
}

/** Judges a cell that is not empty, by its text and what the server reads in it. */
export type CellJudge = (text: string, value: Typed) => CellFinding | undefined;

/** The judges of the cells whose columns' kinds say all. */
export const CELL_JUDGES: { readonly [K in ColumnKind]?: CellJudge } = {
  id: judgeTruthy,
  handle: judgeHandle,
  text: judgeText,
  type: judgeText,
  tags: judgeTags,
  thumbnail: judgeTruthy,
  image: judgeListed,
  optionName: judgeListed,
  optionValue: judgeListed,
  channel: judgeReference,
  collection: judgeReference,
  category: judgeReference,
  profile: judgeProfile,
  integer: judgeInteger,
  boolean: judgeBoolean,
  status: judgeStatus,
};

/** What is 0 or false is as good as empty: it is no id, and the first image takes the place of such a thumbnail. */
function judgeTruthy(text: string, value: Typed): CellFinding | undefined {
  return value ? judgeText(text, value) : { rule: "lost-value", becomes: null };
}

function judgeTags(text: string, value: Typed): CellFinding | undefined {
  if (!value) return { rule: "lost-value", becomes: null };
  if (hasTwins(text.split(","))) return { rule: "same-tag" };
  if (/^\s|,\s|,,|\s,|\s$|^,|,$/.test(text)) return { rule: "untidy-tags" };
  // As a date of the server's time zone, in words.
  return isDate(value) ? { rule: "date-as-text" } : judgeListed(text, value);
}

function hasTwins(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length;
}

/** What is in an array of the server's keeps its quotes. */
export function judgeListed(text: string, value: Typed): CellFinding | undefined {
  if (text.includes("\0")) return { rule: "nul" };
  if (text.endsWith("\r") && value === text) return { rule: "stray-return", becomes: text };
  const becomes = textOf(value);
  return becomes === text ? undefined : { rule: rewriting(text, value), becomes };
}

/** What it names is known to a shop alone. */
function judgeReference(text: string): CellFinding | undefined {
  return text.includes("\0") ? { rule: "nul" } : undefined;
}

function judgeText(text: string, value: Typed): CellFinding | undefined {
  if (!text.startsWith('"') || text.includes("\0")) return judgeListed(text, value);
  return { rule: "quoted-text", becomes: withoutQuotes(text) };
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
  if (text.includes("\0")) return { rule: "nul" };
  const number = typeof value === "number" ? value : integerOf(text);
  if (!Number.isInteger(number)) return { rule: "no-integer" };
  if (/^\s*-?[1-9]\d{0,2}(\.000)+\s*$/.test(text))
    return { rule: "thousands-point", becomes: number };
  return number > MAX_INTEGER || number < MIN_INTEGER ? { rule: "large-integer" } : undefined;
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

function judgeStatus(text: string): CellFinding | undefined {
  if (STATUSES.includes(text)) return undefined;
  if (text.includes("\0")) return { rule: "nul" };
  const meant = text.trim().toLowerCase();
  return {
    rule: "unknown-status",
    suggestion: STATUSES.includes(meant) ? meant : undefined,
  };
}

import type { Becomes } from "./report.js";

/** How much of a long cell a message shows. */
const MAX_LENGTH = 60;
const BEFORE = 20;

/** What a message shows of a cell and of what it becomes: of long ones, the part in which they differ. */
export function excerpts(
  value: string | undefined,
  becomes: Becomes | undefined,
): { value?: string | undefined; becomes?: Becomes | undefined } {
  if (typeof becomes !== "string" || value === undefined) {
    return { value: value && excerpt(value, 0), becomes };
  }
  const start = Math.max(0, firstDifference(value, becomes) - BEFORE);
  return { value: excerpt(value, start), becomes: excerpt(becomes, start) };
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function excerpt(text: string, start: number): string {
  if (text.length <= MAX_LENGTH) return text;
  const end = start + MAX_LENGTH;
  return (start > 0 ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
}

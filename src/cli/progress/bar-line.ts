import stringWidth from "string-width";
import type { Style } from "../terminal/style.js";
import { cut } from "../terminal/text.js";

/** What stands on a line of progress. */
export interface BarLine {
  /** In its first column. */
  mark: string;
  label: string;
  /** A bar of this share; `"unknown"` for one that moves without telling any. */
  bar?: number | "unknown" | undefined;
  /** What follows, the most important first: what does not fit is left out from the end. */
  details: readonly string[];
}

const GAP = "  ";
const WIDEST_BAR = 20;
const NARROWEST_BAR = 8;

/** A line of so many columns at most. */
export function drawLine(line: BarLine, columns: number, frame: number, style: Style): string {
  const label = cut(line.label, columns - 2);
  const room = columns - 2 - stringWidth(label);
  const reserved = line.bar === undefined ? 0 : spaced(NARROWEST_BAR);
  const besideBar = fitting(line.details, room - reserved);
  const details = besideBar.length > 0 ? besideBar : fitting(line.details, room);
  const barRoom = room - sum(details.map((detail) => spaced(stringWidth(detail)))) - GAP.length;
  const bar =
    line.bar === undefined || barRoom < NARROWEST_BAR
      ? []
      : [drawBar(line.bar, Math.min(WIDEST_BAR, barRoom), frame, style)];
  const rest = details.map((detail) => style("dim", detail));
  return `${line.mark} ${[label, ...bar, ...rest].join(GAP)}`;
}

/** The first ones, as many as there is room for. */
function fitting(details: readonly string[], room: number): string[] {
  const widths = details.map((detail) => spaced(stringWidth(detail)));
  const tooMany = details.findIndex((_, index) => sum(widths.slice(0, index + 1)) > room);
  return tooMany === -1 ? [...details] : details.slice(0, tooMany);
}

function drawBar(share: number | "unknown", width: number, frame: number, style: Style): string {
  const [from, to] = share === "unknown" ? sweep(width, frame) : [0, Math.floor(share * width)];
  const rest = (length: number) => style("dim", "─".repeat(length));
  return `${rest(from)}${style("cyan", "━".repeat(to - from))}${rest(width - to)}`;
}

/** Where a fifth of the bar is on its way from end to end. */
function sweep(width: number, frame: number): [number, number] {
  const length = Math.ceil(width / 5);
  const way = width - length;
  const from = way - Math.abs((frame % (2 * way)) - way);
  return [from, from + length];
}

function spaced(width: number): number {
  return GAP.length + width;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

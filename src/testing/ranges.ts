/** The bytes from `start` on, up to but not including `end`. */
export type Range = [start: number, end: number];

/**
 * The part of a file that a `range` header asks for: parts that touch are one. `undefined`: all of it, also where
 * several parts are asked for.
 */
export function parseRange(
  header: string | null,
  size: number,
): Range | "unsatisfiable" | undefined {
  const list = /^ *bytes=(.*)$/.exec(header ?? "")?.[1];
  if (list === undefined) return undefined;
  const ranges = joined(list.split(",").flatMap((part) => rangeOf(part, size)));
  if (ranges.length === 0) return "unsatisfiable";
  return ranges.length === 1 ? ranges[0] : undefined;
}

// `0-9`, `4-`, and `-3` for the last three, of which there must be as many.
function rangeOf(part: string, size: number): Range[] {
  const [first = Number.NaN, last = Number.NaN] = part
    .split("-")
    .map((text) => Number.parseInt(text, 10));
  const start = Number.isNaN(first) ? size - last : first;
  const end = Number.isNaN(first) || Number.isNaN(last) ? size : Math.min(last + 1, size);
  return start >= 0 && start < end ? [[start, end]] : [];
}

function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

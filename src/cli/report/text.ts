import type { CheckReport, Place, Problem, Severity } from "medusa-batch-jobs/csv";
import type { Style } from "../terminal/style.js";
import { counted, planOf } from "./plan.js";
import { printable } from "./printable.js";
import { verdictOf } from "./verdict.js";
import { wrap } from "./wrap.js";

/** How a report is shown to people. */
export interface View {
  /** What the file is called. */
  name: string;
  style: Style;
  /** Of the terminal, where there is one. */
  width?: number | undefined;
}

/** More than a person reads at once; JSON has them all. */
const MAX_TOLD_PROBLEMS = 20;
/** Where else a problem is; `count` says how often. */
const MAX_TOLD_PLACES = 5;

const INDENT = "  ";

const SECTIONS = {
  refused: { title: "Refused", colour: "red" },
  changed: { title: "Changed in silence", colour: "yellow" },
  suspicious: { title: "May not be meant", colour: "cyan" },
} as const satisfies Record<Severity, object>;

/** What Medusa will do with a file, for people: the verdict, what is wrong, the worst first, and what comes of it. */
export function describeReport(report: CheckReport, view: View): string {
  const { style } = view;
  const [sentence, colour] = verdictOf(report, view.name);
  return [
    wrap(style(["bold", colour], sentence), view.width),
    ...sectionsOf(report, view),
    wrap(totalsOf(report), view.width),
  ].join("\n\n");
}

/** What is wrong with a file alone, the worst first. Empty if nothing is. */
export function describeProblems(report: CheckReport, view: View): string {
  return sectionsOf(report, view).join("\n\n");
}

/** What is in a file, and what would be done with it: of one that is refused, nothing. */
export function totalsOf({ verdict, rows, products, variants, predicted }: CheckReport): string {
  const found = [products > 0 && counted(products, "product"), counted(variants, "variant")];
  const content =
    rows === 0 ? "No rows." : `${counted(rows, "row")}: ${found.filter(Boolean).join(", ")}.`;
  if (verdict === "refused" || rows === 0 || predicted === undefined) return content;
  return `${content} The import: ${planOf(predicted)}.`;
}

function sectionsOf({ problems, truncated }: CheckReport, view: View): string[] {
  const { style } = view;
  const sections = Object.entries(SECTIONS).flatMap(([severity, { title, colour }]) => {
    const found = causesFirst(problems.filter((problem) => problem.severity === severity));
    if (found.length === 0) return [];
    const told = found.slice(0, MAX_TOLD_PROBLEMS).map((problem) => describe(problem, view));
    const rest = found.length - told.length;
    const more = rest > 0 ? [`And ${counted(rest, "more problem")}: --format json has them.`] : [];
    return [style(["bold", colour], `${title} (${found.length})`), ...told, ...more];
  });
  return truncated ? [...sections, "There are more problems; these come first."] : sections;
}

/** That the shop has it already is why other things are wrong. */
function causesFirst(problems: readonly Problem[]): Problem[] {
  const isCause = ({ rule }: Problem) => (rule.startsWith("taken-") ? 0 : 1);
  return problems.toSorted((a, b) => isCause(a) - isCause(b));
}

function describe(problem: Problem, { name, style, width }: View): string {
  const { line, column, columnName, value, message } = problem;
  const place = [name, line, column].filter((part) => part !== undefined).join(":");
  // Of a cell of the header, they are the same.
  const cell = value === columnName ? undefined : cellOf(problem);
  const head = [style("bold", printable(place)), printable(columnName ?? ""), cell];
  const remedy = remedyOf(problem);
  const places = otherPlaces(problem);
  return [
    head.filter(Boolean).join("  "),
    wrap(printable(message), width, INDENT),
    ...(remedy === undefined ? [] : [style("green", wrap(printable(remedy), width, INDENT))]),
    ...(places === undefined ? [] : [style("dim", wrap(places, width, INDENT))]),
  ].join("\n");
}

/** What a cell holds, and what becomes of it. */
export function cellOf({ value, becomes }: Place): string | undefined {
  if (value === undefined) return undefined;
  const held = printable(value) || (becomes === undefined ? "" : '""');
  if (becomes === undefined) return held;
  return `${held} → ${becomes === null ? "nothing" : printable(String(becomes)) || '""'}`;
}

function remedyOf({ fix, suggestion, message }: Problem): string | undefined {
  if (fix !== undefined) return `${fix.safe ? "--fix: " : ""}${fix.description}`;
  // Most messages ask for it already.
  if (suggestion === undefined || message.includes(suggestion)) return undefined;
  return `Perhaps "${suggestion}" is meant.`;
}

function otherPlaces({ count, places }: Problem): string | undefined {
  if (count < 2) return undefined;
  const others = places.slice(1, 1 + MAX_TOLD_PLACES);
  const told = others.map(({ line, column }) =>
    column === undefined ? `line ${line}` : `${line}:${column}`,
  );
  const more = count - 1 > others.length ? ", …" : "";
  return `And in ${counted(count - 1, "more place")}: ${told.join(", ")}${more}`;
}

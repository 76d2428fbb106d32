import { excerpts } from "./excerpts.js";
import type { Messages, ProblemFacts, RuleWords } from "./messages.js";
import { keep } from "./read/cells.js";
import type { Place, Problem } from "./report.js";
import { RULES, type RuleId } from "./rules/index.js";
import type { Rule, Severity } from "./rules/rule.js";

/** How many places of a problem are told. */
export const MAX_PLACES = 10;

/** What a judge found, before it has words and a place. */
export interface Finding {
  rule: RuleId;
  columnName?: string | undefined;
  value?: string | undefined;
  becomes?: Place["becomes"];
  suggestion?: string | undefined;
  details?: Problem["details"] | undefined;
}

const SEVERITIES: readonly Severity[] = ["refused", "changed", "suspicious"];

/** Gathers problems: one for each cause, with the first of its places. */
export class ProblemLog {
  readonly #messages: Messages;
  readonly #max: number;
  readonly #problems = new Map<string, Noted>();
  readonly #kept: Record<Severity, number> = { refused: 0, changed: 0, suspicious: 0 };
  readonly #seen = new Set<RuleId>();
  #isTruncated = false;

  constructor(messages: Messages, max: number) {
    this.#messages = messages;
    this.#max = max;
  }

  /**
   * @param locate Finds the place: asked only where it is told.
   */
  add(finding: Finding, locate: () => Pick<Place, "line" | "column">): void {
    const { rule, columnName = "", value = "" } = finding;
    const { per, severity }: Rule = RULES[rule];
    this.#seen.add(rule);
    const key = [rule, per === "file" ? "" : columnName, per === "value" ? value : ""].join("\0");
    const noted = this.#problems.get(key);
    if (noted === undefined && this.#kept[severity] === this.#max) {
      this.#isTruncated = true;
      return;
    }
    const problem = noted ?? { finding, places: [], count: 0 };
    problem.count++;
    if (problem.places.length < MAX_PLACES) problem.places.push(placeOf(finding, locate()));
    if (noted !== undefined) return;
    this.#problems.set(key, problem);
    this.#kept[severity]++;
  }

  /** Whether a problem was found that has one of these properties. */
  has(properties: Partial<Rule>): boolean {
    const wanted = Object.entries(properties);
    return [...this.#seen].some((id) =>
      wanted.every(([name, value]) => Reflect.get(RULES[id], name) === value),
    );
  }

  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  /** The worst first, then by place. */
  problems(): Problem[] {
    const problems = [...this.#problems.values()].map((noted) => this.#inWords(noted));
    return problems.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        a.line - b.line ||
        (a.column ?? 0) - (b.column ?? 0),
    );
  }

  #inWords({ finding, places, count }: Noted): Problem {
    const { rule, columnName, suggestion, details = {} } = finding;
    const place = places[0] ?? { line: 1 };
    const known = { columnName, suggestion, count, details };
    const facts = { ...place, ...known, ...excerpts(place.value, place.becomes) };
    const { message, fix } = this.#messages[rule];
    return {
      rule,
      severity: RULES[rule].severity,
      ...place,
      ...known,
      message: message(facts),
      fix: fixOf(fix, facts),
      places,
    };
  }
}

interface Noted {
  /** The first of them. */
  finding: Finding;
  places: Place[];
  count: number;
}

function fixOf(fix: RuleWords["fix"], facts: ProblemFacts): Problem["fix"] {
  const description = fix?.description(facts);
  if (!fix || !description) return undefined;
  return { safe: typeof fix.safe === "function" ? fix.safe(facts) : fix.safe, description };
}

function placeOf({ value, becomes }: Finding, place: Pick<Place, "line" | "column">): Place {
  return { ...place, value: value === undefined ? undefined : keep(value), becomes };
}

import type { CheckReport, Place, Problem, Severity } from "medusa-batch-jobs/csv";
import { counted } from "./plan.js";
import { cellOf } from "./text.js";

const COMMANDS = {
  refused: { command: "error", title: "Refused by Medusa" },
  changed: { command: "warning", title: "Changed by Medusa in silence" },
  suspicious: { command: "notice", title: "May not be meant" },
} as const satisfies Record<Severity, object>;

/**
 * Annotations of GitHub Actions: a line for each place that a problem is told of.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 *
 * @param file Its path in the repository.
 */
export function describeForGitHub({ problems }: CheckReport, file: string): string {
  return problems
    .flatMap((problem) => problem.places.map((place) => annotation(problem, place, file)))
    .join("\n");
}

function annotation(problem: Problem, place: Place, file: string): string {
  const { command, title } = COMMANDS[problem.severity];
  const properties = {
    file,
    line: place.line,
    col: place.column,
    title: `${title}: ${problem.rule}`,
  };
  const told = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${told.join(",")}::${escapeData(messageFor(problem, place))}`;
}

/** The message tells of the first place. */
function messageFor({ message, value, line, count, places }: Problem, place: Place): string {
  if (place !== places[0]) {
    const cell = place.value === value ? undefined : cellOf(place);
    return cell ? `${cell}, as in line ${line}: ${message}` : message;
  }
  const more = count - places.length;
  return more > 0 ? `${message} (${counted(more, "more place")} without an annotation.)` : message;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

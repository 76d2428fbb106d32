import type { Account } from "./account.js";
import { groupBy } from "./group-by.js";
import type { Health } from "./health.js";
import type { Call } from "./ledger.js";
import type { ToldError } from "./messages.js";
import type { Downtime } from "./outages.js";
import { KINDS, type Part } from "./plan.js";

/** All that a soak came to. */
export interface Findings {
  calls: readonly Call[];
  takenUp: number;
  downtimes: ReadonlyMap<Part, Downtime>;
  account: Account;
  health: readonly Health[];
}

type Cell = string | number;

/** The tables, in Markdown: for a terminal, and for docs/soak.md. */
export function tablesOf(findings: Findings): string {
  const { calls, downtimes, account, health } = findings;
  const parts = [...downtimes].sort(([a], [b]) => a.localeCompare(b));
  return [
    table(
      ["what was done", "calls", "result", "error", "client killed", "hung"],
      callRows(findings),
    ),
    table(
      ["what was killed", "times", "dead, on average (s)"],
      parts.map(([part, { kills, ms }]) => [part, kills, seconds(ms / kills)]),
    ),
    table(["error of a call", "times"], errorRows(calls)),
    table(["account", ""], Object.entries(account.counts)),
    table(
      [
        "client",
        "samples",
        "heap, first third (MB)",
        "last third (MB)",
        "resources before",
        "after",
      ],
      health.map(({ client, samples, heap, resources: { before, after } }) => {
        return [
          client,
          samples,
          megabytes(heap.first),
          megabytes(heap.last),
          before.length,
          after.length,
        ];
      }),
    ),
  ].join("\n\n");
}

/** How much of an error's words tells what it is about. */
const TELLING_LENGTH = 90;

/** What tells errors apart: their class, what the server answered, and the beginning of their words, whichever job or request it was. */
export function kindOf({ name, status, code, ambiguous, applied, message }: ToldError): string {
  const words = message
    .replace(/[a-z]+(?:-[a-z]+)*-(?:import|export) batch_\w+/g, "job")
    .replace(/^(?:GET|POST|DELETE) \S+:/, "…:")
    .replace(/(?<=(?:confirmed|created before it) at )\S+?(?=[:,]? )/g, "…")
    .replace(/batch_\w+/g, "batch_…")
    .replace(/soak-\d+/g, "soak-…")
    .replace(/request [\da-f-]{36}/g, "request …")
    .replace(/[\w-]*\d{6,}[\w.-]*/g, "…")
    .replace(/\s+/g, " ")
    .replace(/\d+/g, "N");
  const marks = [status, code, ambiguous && "ambiguous", applied && "applied"];
  return `${[name, ...marks.filter(Boolean)].join(" ")}: ${beginning(words)}`;
}

function beginning(words: string): string {
  if (words.length <= TELLING_LENGTH) return words;
  return words.slice(0, TELLING_LENGTH).replace(/\W*\w*$/, " …");
}

function callRows({ calls, takenUp }: Findings): Cell[][] {
  const count = (of: readonly Call[], how: string) =>
    of.filter(({ outcome }) => outcome?.ended === how).length;
  const rowOf = (name: string, of: readonly Call[]) => [
    name,
    of.length,
    ...["result", "error", "killed", "hung"].map((how) => count(of, how)),
  ];
  const rows = KINDS.map((kind) =>
    rowOf(
      kind,
      calls.filter(({ errand }) => errand.kind === kind),
    ),
  );
  return [...rows, rowOf(`all; ${takenUp} of them took a key up again`, calls)];
}

function errorRows(calls: readonly Call[]): Cell[][] {
  const errors = calls.flatMap(({ outcome }) =>
    outcome?.ended === "error" ? [outcome.error] : [],
  );
  return [...groupBy(errors, kindOf)]
    .map(([kind, { length }]): [string, number] => [kind, length])
    .sort(([, a], [, b]) => b - a);
}

function table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

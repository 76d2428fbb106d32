/** What came of one step; `error` says why it failed. */
export interface Step {
  name: string;
  error?: string;
}

/** What came of a runtime: its steps, or why there are none. */
export type Row = { name: string } & (
  | { steps: readonly Step[] }
  | { skipped: string }
  | { broken: string }
);

/** Prints runtimes × steps, and below it what failed and what was skipped. */
export function printTable(rows: readonly Row[]): void {
  const names = new Set(
    rows.flatMap((row) => ("steps" in row ? row.steps.map(({ name }) => name) : [])),
  );
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(["".padEnd(width), ...names].join(" "));
  for (const row of rows) {
    const cells = [...names].map((name) => cell(row, name).padEnd(name.length));
    console.log(
      [row.name.padEnd(width), ...("skipped" in row ? ["skipped"] : cells)].join(" ").trimEnd(),
    );
  }
  console.log("✓ works  ✗ fails  – does not apply");
  for (const complaint of rows.flatMap(complaints)) console.log(complaint);
}

/** Whether something failed. What is skipped did not. */
export function hasFailed(row: Row): boolean {
  return "broken" in row || ("steps" in row && row.steps.some(({ error }) => error));
}

function cell(row: Row, name: string): string {
  if (!("steps" in row)) return "✗";
  const step = row.steps.find((step) => step.name === name);
  if (!step) return "–";
  return step.error ? "✗" : "✓";
}

function complaints(row: Row): string[] {
  if ("skipped" in row) return [`SKIPPED ${row.name}: ${row.skipped}`];
  if ("broken" in row) return [`FAILED ${row.name}: ${row.broken}`];
  return row.steps.flatMap(({ name, error }) =>
    error ? [`FAILED ${row.name}, ${name}: ${error.slice(0, 300).trim()}`] : [],
  );
}

import type { BackendProfile } from "../backend/spawn.mjs";
import type { Row } from "./judge.js";

/** Profile × promise as Markdown; how and why are numbered notes below it. */
export function tableOf(rows: readonly Row[], profiles: readonly BackendProfile[]): string {
  const notes: string[] = [];
  const note = (why: string) => {
    if (!notes.includes(why)) notes.push(why);
    return notes.indexOf(why) + 1;
  };
  const lines = rows.map(({ promise, cells }) => {
    const texts = profiles.map((profile) => {
      const cell = cells[profile];
      if (cell === undefined) return "";
      return cell.why === undefined ? cell.verdict : `${cell.verdict} (${note(cell.why)})`;
    });
    return lineOf([promise, ...texts]);
  });
  return [
    lineOf(["", ...profiles]),
    lineOf(["---", ...profiles.map(() => "---")]),
    ...lines,
    "",
    ...notes.map((why, index) => `${index + 1}. ${why}`),
  ].join("\n");
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

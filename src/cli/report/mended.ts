import type { Problem } from "medusa-batch-jobs/csv";
import { counted } from "./plan.js";
import { printable } from "./printable.js";
import type { View } from "./text.js";
import { wrap } from "./wrap.js";

/** What was mended in a file. */
export function describeMended(applied: readonly Problem[], { name, style, width }: View): string {
  const file = printable(name);
  if (applied.length === 0) return `Nothing in ${file} can be mended without a doubt.`;
  const mended = applied.map(({ line, column, columnName = "", count, fix }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    const more = count > 1 ? ` (and in ${counted(count - 1, "more place")})` : "";
    const what = `${fix?.description ?? "Mended."}${more}`;
    const head = [style("bold", place), printable(columnName)].filter(Boolean).join("  ");
    return `${head}\n${wrap(printable(what), width, "  ")}`;
  });
  return [style(["bold", "green"], `Mended (${applied.length})`), ...mended].join("\n\n");
}

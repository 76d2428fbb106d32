import type { Host } from "./host.js";
import { readInput } from "./input.js";
import { isId } from "./program/values.js";
import { UsageError } from "./usage-error.js";

/**
 * The ids that a command was given, each once; `-` stands for those on stdin, one a line.
 *
 * @throws UsageError for what is no id, and where there is none.
 */
export async function readIds(
  host: Pick<Host, "stdin">,
  given: readonly string[],
): Promise<string[]> {
  const lists = given.map(async (text) =>
    text === "-" ? idsIn(await readInput(host, "-")) : [text],
  );
  const ids = [...new Set((await Promise.all(lists)).flat())];
  const wrong = ids.find((id) => !isId(id));
  if (wrong !== undefined) {
    throw new UsageError(
      `${JSON.stringify(wrong)} is no job's id.`,
      "One looks like batch_01HXYZ.",
    );
  }
  if (ids.length === 0 && given.length > 0) throw new UsageError("There is no id on stdin.");
  return ids;
}

function idsIn(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

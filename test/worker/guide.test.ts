import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MOMENTS } from "./support/moments.js";

const GUIDE = readFileSync(join(import.meta.dirname, "../../docs/worker.md"), "utf8");

test("the guide says of each moment at which workers are killed here what comes of it", () => {
  const [, table = ""] = GUIDE.split(/^\| killed when .*\n.*\n/m);
  const [rows = ""] = table.split("\n\n");
  const moments = rows.split("\n").map((row) => row.split("|")[1]?.trim());
  expect(moments).toEqual([...MOMENTS]);
});

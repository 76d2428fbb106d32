import { expect, test } from "vitest";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { foretell, matrixOf, mistakesOf } from "./matrix.js";

test.each([
  ["corpus", CORPUS],
  ["held-out", HELD_OUT],
])(
  "no file of the %s is called ok that is not, and none refused that is not",
  async (folder, groups) => {
    const files = await foretell(folder, groups);
    console.log(
      `${folder}: ${files.length} files\n${matrixOf(files)}\n${mistakesOf(files).join("\n")}`,
    );
    const falseOnes = files.filter(
      ({ predicted, actual }) =>
        predicted !== actual && (predicted === "ok" || predicted === "refused"),
    );
    expect(mistakesOf(falseOnes)).toEqual([]);
  },
);

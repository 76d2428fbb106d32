import { expect, test } from "vitest";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import { foretell, matrixOf, mistakesOf, untruthsOf } from "./matrix.js";

const corpus = await foretell("corpus", CORPUS);
const heldOut = await foretell("held-out", HELD_OUT);

test.each([
  ["corpus", corpus],
  ["held-out", heldOut],
])("no file of the %s is called ok that is not, and none refused that is not", (folder, files) => {
  const mistakes = mistakesOf(files).join("\n");
  console.log(`${folder}: ${files.length} files\n${matrixOf(files)}\n${mistakes}`);
  const isFalse = files.filter(
    ({ predicted, actual }) =>
      predicted !== actual && (predicted === "ok" || predicted === "refused"),
  );
  expect(mistakesOf(isFalse)).toEqual([]);
});

test.each([
  ["corpus", corpus],
  ["held-out", heldOut],
])("the counts of the %s's jobs, and what its cells become, are as foretold", (_folder, files) => {
  expect(files.flatMap(untruthsOf)).toEqual([]);
});

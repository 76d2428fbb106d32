import { expect, test } from "vitest";
import { CORPUS } from "./corpus/index.js";
import { HELD_OUT } from "./held-out/index.js";
import {
  type Foretold,
  foretell,
  foretellOlder,
  matrixOf,
  mistakesOf,
  untruthsOf,
} from "./matrix.js";
import { OLDER } from "./recorded.js";

const older = OLDER.flatMap((profile) => [
  { name: `corpus on ${profile}`, foretold: foretellOlder("corpus", CORPUS, profile) },
  { name: `held-out on ${profile}`, foretold: foretellOlder("held-out", HELD_OUT, profile) },
]);

/** Medusa 1.8 takes its prices for those of a region that nobody has named, and says that all is well. */
const BETTER_REFUSED = 'price-lists: the column "Price Region"';

const all = await Promise.all(
  [
    { name: "corpus", foretold: foretell("corpus", CORPUS) },
    { name: "held-out", foretold: foretell("held-out", HELD_OUT) },
    ...older,
  ].map(async ({ name, foretold }) => {
    const files = await foretold;
    return [name, files.filter((file) => !isBetterRefused(file))] as const;
  }),
);

test.each(all)(
  "no file of the %s is called ok that is not, and none refused that is not",
  (folder, files) => {
    const mistakes = mistakesOf(files).join("\n");
    console.log(`${folder}: ${files.length} files\n${matrixOf(files)}\n${mistakes}`);
    const isFalse = files.filter(
      ({ predicted, actual }) =>
        predicted !== actual && (predicted === "ok" || predicted === "refused"),
    );
    expect(mistakesOf(isFalse)).toEqual([]);
  },
);

test.each(all)(
  "the counts of the %s's jobs, and what its cells become, are as foretold",
  (_folder, files) => {
    expect(files.flatMap(untruthsOf)).toEqual([]);
  },
);

function isBetterRefused({ name, predicted, actual }: Foretold): boolean {
  return name === BETTER_REFUSED && predicted === "refused" && actual === "changes";
}

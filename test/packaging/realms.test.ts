import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./pack.js";

const SRC = join(ROOT, "src");

/** The lines of src that match a pattern, as `file: what it captures`. The command line has a realm of its own. */
function linesOf(pattern: RegExp): string[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("cli/"))
    .flatMap((file) =>
      [...readFileSync(join(SRC, file), "utf8").matchAll(pattern)].map(
        ([, captured]) => `${file}: ${captured}`,
      ),
    );
}

test("no value is asked for a class of the runtime's: in Jest and jsdom there are several of each", () => {
  const asked = linesOf(/(?<!`)instanceof (\w+)/g).filter((line) => {
    const name = line.replace(/.*: /, "");
    return Object.hasOwn(globalThis, name);
  });
  // There the question is whether a blob is one of this realm.
  expect(asked).toEqual(["http/blobs.ts: Blob"]);
});

test("no signal is asked to throw: those of older jsdom and of React Native cannot", () => {
  expect(linesOf(/(\.throwIfAborted\b)/g)).toEqual([]);
});

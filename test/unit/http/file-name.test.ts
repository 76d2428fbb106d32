import { posix, win32 } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toFileName } from "../../../src/http/file-name.js";

test.each([
  ["exports/products/product-export-1.csv", "product-export-1.csv"],
  ["plain.csv", "plain.csv"],
  ["Sommer & Söhne (2).csv", "Sommer & Söhne (2).csv"],
  ["", "export.csv"],
  ["exports/", "export.csv"],
  [".", "export.csv"],
  ["..", "export.csv"],
  ["...", "export.csv"],
  ["a/..", "export.csv"],
  [". .", "export.csv"],
  ["../../evil.csv", "evil.csv"],
  ["..\\..\\evil.csv", "evil.csv"],
  ["C:evil.csv", "Cevil.csv"],
  ["C:\\evil.csv", "evil.csv"],
  ["file.csv:stream", "file.csvstream"],
  ["a\0b\n.csv", "ab.csv"],
  ['<a>"b"|?*.csv', "ab.csv"],
  ["evil\u202ecsv.exe", "evilcsv.exe"],
  [".bashrc", "bashrc"],
  ["a.csv. ", "a.csv"],
])("%j is named %j", (path, name) => {
  expect(toFileName(path, "export.csv")).toBe(name);
});

test("a name is one part of a path, on every system", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("..", ".", "/", "\\", "C:", "\0"),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const name = toFileName(parts.join(""), "export.csv");
      expect(name).not.toMatch(/^\.|^$|[/\\:\0]/);
      for (const { join, basename } of [posix, win32]) {
        expect(join("folder", name, "..")).toBe("folder");
        expect(basename(name)).toBe(name);
      }
    }),
  );
});

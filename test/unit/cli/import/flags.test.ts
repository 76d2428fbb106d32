import { describe, expect, test } from "vitest";
import type { Cli } from "../../../../src/cli/cli.js";
import {
  checkedType,
  checkImportFlags,
  type ImportFlags,
  typeOf,
} from "../../../../src/cli/import/flags.js";

/** As much of a command as its flags are held against. */
function cliOf(isInteractive: boolean, flags: Partial<Cli["flags"]> = {}): Cli {
  return { isInteractive, flags } as Partial<Cli> as Cli;
}

const YES = { check: true, yes: true } as const;

describe("the flags of import", () => {
  test.each<[string, Partial<ImportFlags>, string]>([
    ["nobody to ask", { yes: undefined }, "Nobody can be asked here whether to import."],
    ["--yes --dry-run", { dryRun: true }, "--yes and --dry-run: leave one of them out."],
    ["--dry-run --detach", { yes: undefined, dryRun: true, detach: true }, "leave --detach out"],
    ["--window", { window: 8 * 3_600_000 }, "--window is for imports with a key."],
    ["--rerun-canceled", { rerunCanceled: true }, "--rerun-canceled is for imports with a key."],
    ["--window 1h", { key: "k", window: 3_600_000 }, "--window must be 2h at least."],
    ["--key schlüssel", { key: "schlüssel" }, "--key must be of printable ASCII characters."],
    ["--key ''", { key: "" }, "--key must be of printable ASCII characters."],
    ["--no-check --fix", { check: false, fix: true }, "--fix is for files that are checked: leave"],
    ["--no-check --strict", { check: false, strict: true }, "--strict is for files that are check"],
    ["--fix of another type", { type: "stock", fix: true }, "nobody knows a stock."],
    ["prices without a list", { type: "price-list-import" }, "needs the id of its price list."],
    ["products for a list", { type: "product-import", priceList: "pl" }, "--price-list is for"],
  ])("are refused where they do not go together: %s", (_, flags, message) => {
    const check = () => checkImportFlags(cliOf(false), "x.csv", { ...YES, ...flags });
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ name: "UsageError" }));
  });

  test.each<[string, Partial<ImportFlags>]>([
    ["--yes", {}],
    ["--dry-run", { yes: undefined, dryRun: true }],
    ["a key and all that goes with it", { key: "k", window: 7_200_000, rerunCanceled: true }],
    ["a price list", { priceList: "pl", fix: true, strict: true }],
    ["a type of the shop's own", { type: "stock", detach: true, maxCreates: 0 }],
  ])("go together: %s", (_, flags) => {
    checkImportFlags(cliOf(false), "x.csv", { ...YES, ...flags });
  });

  test("need no --yes where a person can be asked, but of a file on stdin none can", () => {
    checkImportFlags(cliOf(true), "x.csv", { check: true });
    expect(() => checkImportFlags(cliOf(true), "-", { check: true })).toThrow(
      /^Nobody can be asked here/,
    );
  });

  test("leave stdin to the file, or to a secret", () => {
    const check = () => checkImportFlags(cliOf(false, { passwordFile: "-" }), "-", YES);
    expect(check).toThrow("The file and --password-file cannot both be stdin.");
  });
});

test.each<[Partial<ImportFlags>, string, string | undefined]>([
  [{}, "product-import", "product-import"],
  [{ priceList: "pl" }, "price-list-import", "price-list-import"],
  [{ type: "stock" }, "stock", undefined],
  [{ check: false }, "product-import", undefined],
])("the flags %j are for a %s, checked as %s", (flags, type, checked) => {
  expect(typeOf({ ...YES, ...flags })).toBe(type);
  expect(checkedType({ ...YES, ...flags })).toBe(checked);
});

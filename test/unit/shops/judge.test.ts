import { describe, expect, test } from "vitest";
import { DIFFERENCES, type Difference } from "../../contract/differences.js";
import { cellOf, judge, strays } from "../../shops/judge.js";
import type { TestResult } from "../../shops/results.js";

const result = (status: TestResult["status"], name = "getToken logs in"): TestResult => ({
  file: "auth.test.ts",
  name,
  status,
});
const difference = (kind: Difference["kind"]): Difference => ({
  promise: "jwt",
  profiles: ["1.8"],
  kind,
  why: "it is missing",
});

describe("a cell", () => {
  test.each<[string, TestResult["status"][], Difference["kind"] | undefined, string]>([
    ["whose tests all pass", ["passed", "passed"], undefined, "works"],
    ["one of whose tests fails", ["passed", "failed"], undefined, "fails"],
    ["one of whose tests fails, though a difference is known", ["failed"], "cannot", "fails"],
    ["without a test", [], undefined, "unexplained"],
    ["without a test, though a difference is known", [], "cannot", "unexplained"],
    ["with a skipped test, and nobody says why", ["passed", "skipped"], undefined, "unexplained"],
    ["that is known to differ", ["passed", "skipped"], "differs", "differs"],
    ["that is said to differ, and is not asked", ["skipped"], "differs", "unexplained"],
    ["that cannot, as is known", ["skipped", "skipped"], "cannot", "cannot"],
    ["that is said not to be able to, and can", ["passed", "skipped"], "cannot", "unexplained"],
  ])("%s", (_, statuses, kind, verdict) => {
    const tests = statuses.map((status) => result(status));
    expect(cellOf(tests, kind && difference(kind))).toMatchObject({ verdict });
  });

  test("says how it differs, or which test fails", () => {
    expect(cellOf([result("skipped")], difference("cannot")).why).toBe("it is missing");
    expect(cellOf([result("failed")], undefined).why).toBe("auth.test.ts: getToken logs in");
  });
});

test("of a promise, each profile is said to differ in one way at most", () => {
  const said = DIFFERENCES.flatMap(({ promise, profiles }) =>
    profiles.map((profile) => `${promise} on ${profile}`),
  );
  expect(said.filter((one, index) => said.indexOf(one) !== index)).toEqual([]);
});

test("a promise is judged on each profile by its own tests", () => {
  const rows = judge(
    new Map([
      ["default" as const, [result("passed"), result("failed", "createSession logs in")]],
      ["1.8" as const, [result("skipped")]],
    ]),
  );
  const jwt = rows.find(({ promise }) => promise.includes("JWT"));
  expect(jwt?.cells.default).toEqual({ verdict: "works" });
  expect(jwt?.cells["1.8"]).toMatchObject({ verdict: "cannot" });
});

test("a test that holds no promise is found", () => {
  const stray = result("passed", "something else");
  expect(strays([result("passed"), stray])).toEqual([stray]);
});

import { PROFILES } from "../backend/profiles.mjs";
import type { BackendProfile } from "../backend/spawn.mjs";
import { type Difference, differenceOf } from "../contract/differences.js";
import { PROMISE_IDS, PROMISES, type PromiseId } from "../contract/promises.js";
import type { TestResult } from "./results.js";

/** What a profile makes of a promise. The last two are findings: a run that has one fails. */
export interface Cell {
  verdict: "works" | "differs" | "cannot" | "fails" | "unexplained";
  /** How it differs, why it cannot, or the tests that are a finding. */
  why?: string;
}

/** A promise, and what each profile makes of it. */
export interface Row {
  promise: string;
  cells: Partial<Record<BackendProfile, Cell>>;
}

/** What the known differences say of every promise; {@link judge} tells whether it is true. */
export function foretell(): Row[] {
  return rowsOf(PROFILES, (id, profile) => known(differenceOf(id, profile)));
}

/** Judges every promise on each profile by its tests. */
export function judge(results: ReadonlyMap<BackendProfile, readonly TestResult[]>): Row[] {
  return rowsOf([...results.keys()], (id, profile) =>
    cellOf(testsOf(id, results.get(profile) ?? []), differenceOf(id, profile)),
  );
}

/** Tests that hold none of the promises: each has to be part of one. */
export function strays(tests: readonly TestResult[]): TestResult[] {
  return tests.filter((test) => PROMISE_IDS.every((id) => testsOf(id, [test]).length === 0));
}

/** What its tests come to. What is skipped or expected otherwise has to be a known difference. */
export function cellOf(tests: readonly TestResult[], difference: Difference | undefined): Cell {
  const named = (status: TestResult["status"]) =>
    tests.filter((test) => test.status === status).map(({ file, name }) => `${file}: ${name}`);
  const [failed, skipped, passed] = [named("failed"), named("skipped"), named("passed")];
  if (failed.length > 0) return { verdict: "fails", why: failed.join("; ") };
  const why = unexplained(passed, skipped, difference?.kind);
  return why === undefined ? known(difference) : { verdict: "unexplained", why };
}

function unexplained(
  passed: readonly string[],
  skipped: readonly string[],
  kind: Difference["kind"] | undefined,
): string | undefined {
  if (passed.length + skipped.length === 0) return "no test was run";
  if (kind === "cannot" && passed.length > 0) return `it can: ${passed.join("; ")}`;
  if (kind === "differs" && passed.length === 0) return "every test is skipped";
  if (kind === undefined && skipped.length > 0) return `skipped: ${skipped.join("; ")}`;
  return undefined;
}

function known(difference: Difference | undefined): Cell {
  return difference ? { verdict: difference.kind, why: difference.why } : { verdict: "works" };
}

function testsOf(id: PromiseId, tests: readonly TestResult[]): TestResult[] {
  return tests.filter(({ file, name }) =>
    PROMISES[id].tests.some((pattern) => pattern.test(`${file} ${name}`)),
  );
}

function rowsOf(
  profiles: readonly BackendProfile[],
  cell: (id: PromiseId, profile: BackendProfile) => Cell,
): Row[] {
  return PROMISE_IDS.map((id) => ({
    promise: PROMISES[id].promise,
    cells: Object.fromEntries(profiles.map((profile) => [profile, cell(id, profile)])),
  }));
}

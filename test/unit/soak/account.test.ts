import { describe, expect, test } from "vitest";
import { accountFor, effectOf } from "../../soak/account.js";
import type { Call } from "../../soak/ledger.js";
import type { Errand } from "../../soak/messages.js";
import type { Holdings } from "../../soak/shop.js";
import { call, error, job, ONE, result } from "./calls.js";

const CREATED = { isPrepared: false, isConfirmed: false, isCompleted: false };
const OPEN = { id: "batch_1", status: "confirmed" };
const TIMED_OUT = error({ name: "BatchJobTimeoutError", job: OPEN });
const CANCELED = { name: "BatchJobCanceledError", job: { id: "batch_1", status: "canceled" } };
const REFUSED = error({ status: 500, ambiguous: false });
const KEYED: Partial<Errand> = { kind: "importOnce" };

function faults(calls: Call[], { jobs = [], products = [] }: Partial<Holdings>): string[] {
  return accountFor(calls, { jobs, products }).faults;
}

describe("in order is", () => {
  const cases: [string, Call[], Partial<Holdings>][] = [
    ["what resolved, and is there", [call(result("batch_1"))], { jobs: [job()], products: [ONE] }],
    ["what was refused, and is not there", [call(REFUSED)], {}],
    ["what may be there, and is", [call(TIMED_OUT)], { jobs: [job()], products: [ONE] }],
    ["what may be there, and is not", [call(TIMED_OUT)], { jobs: [job(CREATED)] }],
    [
      "what a client that was killed has done",
      [call({ ended: "killed" })],
      { jobs: [job()], products: [ONE] },
    ],
    [
      "a key that was applied by the second call",
      [call(TIMED_OUT, KEYED), call(result("batch_2"), KEYED)],
      { jobs: [job({ ...CREATED, isCanceled: true }), job({ id: "batch_2" })], products: [ONE] },
    ],
    [
      "an import that was declined",
      [call(error({ ...CANCELED, applied: false }), { kind: "importDeclined" })],
      { jobs: [job({ ...CREATED, isCanceled: true })] },
    ],
    ["a live list", [call(result(), { kind: "watchList" })], {}],
  ];
  test.each(cases)("%s", (_, calls, holdings) => {
    expect(faults(calls, holdings)).toEqual([]);
  });
});

describe("a promise is broken by", () => {
  const cases: [string, Call[], Partial<Holdings>, RegExp][] = [
    ["a call that never ended", [call(undefined)], {}, /never ended/],
    ["one that outlived its limit", [call({ ended: "hung" })], {}, /outlived/],
    ["an error of nobody's", [call(error({ isPromised: false }))], {}, /none of the SDK's/],
    [
      "a result that is not completed",
      [call(result("batch_1"))],
      { jobs: [job(CREATED)], products: [ONE] },
      /not completed/,
    ],
    ["a result that is not in the shop", [call(result("batch_1"))], { jobs: [job()] }, /lost/],
    [
      "a no that was a yes",
      [call(REFUSED)],
      { jobs: [job()], products: [ONE] },
      /although its call/,
    ],
    [
      "a product that is there twice",
      [call(TIMED_OUT)],
      { products: [{ ...ONE, products: 2 }] },
      /twice/,
    ],
    [
      "a price that is there twice",
      [call(TIMED_OUT)],
      { products: [{ ...ONE, prices: 2 }] },
      /twice/,
    ],
    ["a key that came to nothing", [call(TIMED_OUT, KEYED)], { jobs: [job(CREATED)] }, /lost/],
    [
      "a key with two applied jobs",
      [call(result("batch_1"), KEYED)],
      { jobs: [job(), job({ id: "batch_2" })], products: [ONE] },
      /2 jobs/,
    ],
    [
      "one call that made two jobs",
      [call(TIMED_OUT)],
      { jobs: [job(CREATED), job(CREATED)] },
      /made 2 jobs/,
    ],
    [
      "a second import of what is there",
      [call(result("batch_1"), KEYED)],
      {
        jobs: [
          job(),
          job({ id: "batch_2", isCompleted: false, isFailed: true, errors: "duplicate key value" }),
        ],
        products: [ONE],
      },
      /batch_2 imported what was there/,
    ],
    [
      "a job that has not ended, of which nobody was told",
      [call(result("batch_1"), KEYED)],
      { jobs: [job(), job({ id: "batch_2", ...CREATED })], products: [ONE] },
      /batch_2 has not ended/,
    ],
    ["a job of nobody's", [], { jobs: [job({ soak: null })] }, /belongs to no call/],
    [
      "an import that was declined, and is there",
      [call(TIMED_OUT, { kind: "importDeclined" })],
      { jobs: [job()], products: [ONE] },
      /although/,
    ],
    [
      "a dry run that was canceled, and is completed",
      [call(TIMED_OUT, { kind: "cancel" })],
      { jobs: [job()] },
      /nobody confirmed/,
    ],
  ];
  test.each(cases)("%s", (_, calls, holdings, fault) => {
    expect(faults(calls, holdings).join("\n")).toMatch(fault);
  });
});

test("how a call ended says what became of its work", () => {
  expect(effectOf(result("batch_1"))).toBe("applied");
  expect(effectOf(error({ ...CANCELED, applied: true }))).toBe("applied");
  expect(effectOf(error({ ...CANCELED, applied: false }))).toBe("none");
  expect(effectOf(error({ ...CANCELED, applied: undefined }))).toBe("unknown");
  expect(effectOf(error({ name: "BatchJobFailedError", job: OPEN, applied: false }))).toBe("none");
  expect(effectOf(REFUSED)).toBe("none");
  expect(effectOf(error({ ambiguous: true }))).toBe("unknown");
  expect(effectOf(TIMED_OUT)).toBe("unknown");
  expect(effectOf(error({ name: "BatchJobError", job: OPEN, applied: false }))).toBe("unknown");
  expect(effectOf({ ended: "killed" })).toBe("unknown");
});

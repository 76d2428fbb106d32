import { describe, expect, test } from "vitest";
import { checkWaitOptions } from "../../../../src/jobs/following/options.js";

const check = (...args: unknown[]) => Reflect.apply(checkWaitOptions, undefined, args);

describe("the options of a wait are refused before anything is sent", () => {
  test.each<[object | number | null, RegExp]>([
    [{ until: "completed" }, /until must be one of settled, pre_processed, finished/],
    [{ until: null }, /until must be/],
    [{ timeout: -1 }, /timeout must be/],
    [{ timeout: 2 ** 31 }, /timeout must be/],
    [{ interval: "1s", timeout: 5 }, /interval must be/],
    [{ interval: Number.NaN }, /interval must be/],
    [{ signal: {} }, /signal must be an AbortSignal/],
    [{ signal: new AbortController() }, /signal must be an AbortSignal/],
    [{ cancelOnAbort: "false" }, /cancelOnAbort must be a boolean/],
    [{ onUpdate: "console.log" }, /onUpdate must be a function/],
    [{ customHeaders: { "x y": "z" } }, /"x y" is not a header name/],
    [{ untill: "finished" }, /no option "untill".* until, timeout, interval, signal/],
    [{ confirm: true }, /no option "confirm"/],
    [null, /must be an object/],
    [5, /must be an object/],
  ])("%j", (options, message) => {
    expect(() => check(options)).toThrow(message);
    expect(() => check(options)).toThrow(expect.objectContaining({ code: "invalid_argument" }));
  });

  test("but not those that make sense, nor undefined for any of them", () => {
    const { signal } = new AbortController();
    check();
    check({ until: "finished", timeout: 0, interval: () => 5, signal, cancelOnAbort: true });
    check({ timeout: Number.POSITIVE_INFINITY, onUpdate() {}, customHeaders: { "x-a": null } });
    check({ until: undefined, interval: undefined, onUpdate: undefined, signal: undefined });
  });

  test("nor those that a call takes beside them", () => {
    check({ confirm: true, until: "finished" }, { confirm: true });
    expect(() => check({ confirn: true }, { confirm: true })).toThrow(/customHeaders, confirm\.$/);
  });
});

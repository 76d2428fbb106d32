import type { AxiosAdapter } from "axios";
import Medusa, { type Config } from "medusa-batch-jobs";
import { type UndiciAdapter, undiciAdapter } from "medusa-batch-jobs/undici";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { describe, expectTypeOf, test } from "vitest";

describe("the configuration's adapter", () => {
  test("is a function of axios's type", () => {
    expectTypeOf<Config["axiosAdapter"]>().toEqualTypeOf<AxiosAdapter | undefined>();
  });

  test("is no name of one of axios's own", () => {
    // @ts-expect-error a function is needed
    new Medusa({ axiosAdapter: "fetch" });
    // @ts-expect-error fetch knows nothing of axios's configuration
    new Medusa({ axiosAdapter: fetch });
  });
});

describe("undici's adapter", () => {
  test("is one that the configuration takes", () => {
    expectTypeOf(undiciAdapter).returns.toEqualTypeOf<UndiciAdapter>();
    expectTypeOf<UndiciAdapter>().toExtend<NonNullable<Config["axiosAdapter"]>>();
    new Medusa({ axiosAdapter: undiciAdapter() });
    // @ts-expect-error it is made by a call
    new Medusa({ axiosAdapter: undiciAdapter });
  });

  test("can be closed, which other adapters cannot", () => {
    expectTypeOf<UndiciAdapter["close"]>().toEqualTypeOf<() => Promise<void>>();
    expectTypeOf<AxiosAdapter>().not.toExtend<UndiciAdapter>();
  });

  test("takes any dispatcher of undici's", () => {
    undiciAdapter({ dispatcher: new Agent() });
    undiciAdapter({ dispatcher: new ProxyAgent("http://proxy:8080") });
    expectTypeOf<NonNullable<Parameters<typeof undiciAdapter>[0]>>().toEqualTypeOf<{
      connections?: number;
      dispatcher?: Dispatcher;
    }>();
  });

  test("refuses what it would not know", () => {
    // @ts-expect-error a proxy is a dispatcher here
    undiciAdapter({ proxy: "http://proxy:8080" });
    // @ts-expect-error connections is a number
    undiciAdapter({ connections: "10" });
  });
});

import type { BatchJob } from "medusa-batch-jobs";
import * as testing from "medusa-batch-jobs/testing";
import {
  type BatchJobStrategy,
  createBatchJobHandlers,
  FakeApiError,
  FakeMedusa,
  type FakeProduct,
  type FakeShop,
} from "medusa-batch-jobs/testing";
import type { RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { describe, expectTypeOf, test } from "vitest";

const fake = new FakeMedusa();

describe("the handlers", () => {
  test("are made of a fake, of the options of a new one, or of nothing", () => {
    createBatchJobHandlers(fake);
    createBatchJobHandlers({ tick: Number.POSITIVE_INFINITY });
    expectTypeOf(createBatchJobHandlers).toBeCallableWith();
    // @ts-expect-error the base URL is an option
    createBatchJobHandlers("http://localhost:9000");
  });

  test("are what msw takes", () => {
    expectTypeOf(createBatchJobHandlers).returns.toEqualTypeOf<RequestHandler[]>();
    setupServer(...createBatchJobHandlers());
  });
});

describe("the fake", () => {
  test("answers a Request of fetch with a Response of fetch", () => {
    expectTypeOf(fake.fetch).toEqualTypeOf<(request: Request) => Promise<Response>>();
  });

  test("has jobs of the SDK's own type", () => {
    expectTypeOf(fake.jobs).toEqualTypeOf<readonly BatchJob[]>();
    expectTypeOf(fake.job).returns.toEqualTypeOf<BatchJob | undefined>();
    expectTypeOf(fake.advance).returns.toEqualTypeOf<BatchJob>();
    expectTypeOf(fake.settle).returns.toEqualTypeOf<BatchJob>();
    expectTypeOf(fake.fail).returns.toEqualTypeOf<BatchJob>();
  });

  test("knows an id and a token of every user", () => {
    expectTypeOf<(typeof fake.users)[number]["id"]>().toEqualTypeOf<string>();
    expectTypeOf<(typeof fake.users)[number]["apiToken"]>().toEqualTypeOf<string>();
  });

  test("shows its state, and is not changed through it", () => {
    // @ts-expect-error the log is read-only
    fake.requests.push({ method: "GET", path: "/", query: "", headers: {} });
    // @ts-expect-error the files are read-only
    fake.files.set("a.csv", "a;b");
    // @ts-expect-error jobs are created over HTTP
    fake.jobs.pop();
  });

  test("fails a job with a text, or with a message and a code", () => {
    fake.fail("batch_01", "out of paper");
    fake.fail("batch_01", { message: "out of paper", code: 7 });
    // @ts-expect-error the server writes no object without a code
    fake.fail("batch_01", { message: "out of paper" });
  });
});

describe("the fake's options", () => {
  test("need of a product what has no default", () => {
    new FakeMedusa({ products: [{ handle: "cup", title: "Cup", variants: [{ title: "Red" }] }] });
    // @ts-expect-error the handle is missing
    new FakeMedusa({ products: [{ title: "Cup" }] });
    // @ts-expect-error the variant's title is missing
    new FakeMedusa({ products: [{ handle: "cup", title: "Cup", variants: [{ sku: "a" }] }] });
  });

  test("need of a user an email and a password", () => {
    new FakeMedusa({ users: [{ email: "a@b.c", password: "secret" }] });
    // @ts-expect-error the password is missing
    new FakeMedusa({ users: [{ email: "a@b.c" }] });
  });

  test("take an order as the cells of its row", () => {
    new FakeMedusa({ orders: [{ Order_ID: "order_1", Total: 5 }] });
    // @ts-expect-error a cell is no object
    new FakeMedusa({ orders: [{ Order_ID: { id: "order_1" } }] });
  });

  test("are known, and take lists that cannot change", () => {
    const priceLists = ["pl_1"] as const;
    new FakeMedusa({ priceLists, regions: { Europe: "eur" }, clock: () => 0, production: true });
    // @ts-expect-error it is tick
    new FakeMedusa({ tickMs: 5 });
    // @ts-expect-error the clock tells milliseconds
    new FakeMedusa({ clock: () => new Date() });
  });
});

describe("a strategy", () => {
  test("needs nothing but its type", () => {
    expectTypeOf<{ type: string }>().toExtend<BatchJobStrategy>();
    // @ts-expect-error the type is missing
    new FakeMedusa({ strategies: [{ process: () => undefined }] });
  });

  test("works on the SDK's jobs and the fake's shop", () => {
    new FakeMedusa({
      strategies: [
        {
          type: "stock-sync",
          prepare: (context, shop) => {
            expectTypeOf(context).toEqualTypeOf<Record<string, unknown>>();
            expectTypeOf(shop).toEqualTypeOf<FakeShop>();
            return context;
          },
          process: (job, shop, at) => {
            expectTypeOf(job).toEqualTypeOf<BatchJob>();
            expectTypeOf(shop.products).toEqualTypeOf<Map<string, FakeProduct>>();
            expectTypeOf(at).toEqualTypeOf<number>();
            return { result: { count: 1, warehouse: "north" } };
          },
        },
      ],
    });
  });

  test("may be stuck in its preparation, and nowhere else", () => {
    const type = "stock-sync";
    new FakeMedusa({ strategies: [{ type, preProcess: () => testing.STUCK }] });
    // @ts-expect-error there is one such word
    new FakeMedusa({ strategies: [{ type, preProcess: () => "waiting" }] });
    // @ts-expect-error who has begun comes to an end
    new FakeMedusa({ strategies: [{ type, process: () => testing.STUCK }] });
  });

  test("changes a job's context and result alone", () => {
    // @ts-expect-error the status follows from the states
    new FakeMedusa({ strategies: [{ type: "a", process: () => ({ status: "failed" }) }] });
    // @ts-expect-error a count is a number
    new FakeMedusa({ strategies: [{ type: "a", process: () => ({ result: { count: "5" } }) }] });
  });

  test("gets its shop from the fake: there is none to construct", () => {
    expectTypeOf<typeof testing>().not.toHaveProperty("FakeShop");
    expectTypeOf<typeof testing>().not.toHaveProperty("FileStore");
  });

  test("runs a transaction for what its work returns", () => {
    const count = (shop: FakeShop) => shop.transaction(() => shop.products.size);
    expectTypeOf(count).returns.toEqualTypeOf<number>();
  });

  test("refuses with an error of the server's form", () => {
    expectTypeOf(FakeApiError).constructorParameters.toEqualTypeOf<
      [status: number, type: string, message: string, code?: string]
    >();
    expectTypeOf<FakeApiError["code"]>().toEqualTypeOf<string | undefined>();
  });
});

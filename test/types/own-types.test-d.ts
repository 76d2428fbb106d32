import Medusa, { type BatchJobContext } from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

interface ShelfCountContext {
  shelf: string;
}

declare module "medusa-batch-jobs" {
  interface BatchJobContexts {
    "shelf-count": ShelfCountContext;
  }
}

const { batchJobs } = new Medusa().admin;

describe("a job type that a shop declares", () => {
  test("has its context", () => {
    expectTypeOf<BatchJobContext<"shelf-count">>().toEqualTypeOf<ShelfCountContext>();
  });

  test("is checked as the built-in ones are, which still are", () => {
    batchJobs.create({ type: "shelf-count", context: { shelf: "A1" } });
    // @ts-expect-error shelf is missing
    batchJobs.create({ type: "shelf-count", context: {} });
    // @ts-expect-error shelf is a string
    batchJobs.run({ type: "shelf-count", context: { shelf: 1 } });
    // @ts-expect-error fileKey is missing
    batchJobs.create({ type: "product-import", context: {} });
  });
});

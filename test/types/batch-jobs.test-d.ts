import Medusa, {
  type AdminBatchJobRes,
  type AdminPostBatchesReq,
  type BatchJob,
  type BatchJobContext,
  type HTTPResponse,
  Medusa as NamedMedusa,
  type ProductExportContext,
  type Response,
  type ResponsePromise,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const { batchJobs, custom } = new Medusa().admin;

describe("create checks the context of the built-in types", () => {
  test("an import needs a file", () => {
    // @ts-expect-error fileKey is missing
    batchJobs.create({ type: "product-import", context: {} });
    batchJobs.create({ type: "product-import", context: { fileKey: "a.csv" } });
  });

  test("a price list import needs its price list", () => {
    // @ts-expect-error price_list_id is missing
    batchJobs.create({ type: "price-list-import", context: { fileKey: "a.csv" } });
    batchJobs.create({
      type: "price-list-import",
      context: { fileKey: "a.csv", price_list_id: "pl_1" },
    });
  });

  test("an export needs nothing, and checks what it is given", () => {
    batchJobs.create({ type: "product-export", context: {} });
    batchJobs.create({ type: "order-export", context: { filterable_fields: { email: "a@b.c" } } });
    // @ts-expect-error batch_size is a number
    batchJobs.create({ type: "product-export", context: { batch_size: "all" } });
  });

  test("a custom type takes any context, an interface of the shop's too", () => {
    interface StockContext {
      warehouse: string;
    }
    const context: StockContext = { warehouse: "north" };
    batchJobs.create({ type: "stock-sync", context });
    batchJobs.create({ type: "stock-sync", context: {} });
    // @ts-expect-error a context is an object
    batchJobs.create({ type: "stock-sync", context: "north" });
  });

  test("a type known at run time alone is open", () => {
    const type: string = "product-import";
    batchJobs.create({ type, context: {} });
  });

  test("nothing else is a key of the payload", () => {
    // @ts-expect-error the server would refuse it
    batchJobs.create({ type: "product-export", context: {}, priority: 5 });
  });
});

test("BatchJobContext maps a type to its context", () => {
  expectTypeOf<BatchJobContext<"product-export">>().toEqualTypeOf<ProductExportContext>();
  expectTypeOf<BatchJobContext<"stock-sync">>().toEqualTypeOf<object>();
});

describe("AdminPostBatchesReq", () => {
  test("without a parameter is a payload of one of the declared types, with its context", () => {
    expectTypeOf<{
      type: "product-export";
      context: { limit: 5 };
    }>().toExtend<AdminPostBatchesReq>();
    expectTypeOf<{
      type: "product-import";
      context: { limit: 5 };
    }>().not.toExtend<AdminPostBatchesReq>();
  });

  test("of a type is a payload of that type", () => {
    type StockReq = AdminPostBatchesReq<"stock-sync">;
    expectTypeOf<{ type: "stock-sync"; context: { at: 1 } }>().toExtend<StockReq>();
    expectTypeOf<StockReq["context"]>().toEqualTypeOf<object>();
    expectTypeOf<StockReq["type"]>().toEqualTypeOf<"stock-sync">();
  });

  test("of any string is any payload", () => {
    expectTypeOf<{ type: string; context: object }>().toExtend<AdminPostBatchesReq<string>>();
  });
});

test("Response spreads the body beside the HTTP response", () => {
  expectTypeOf<Response<{ a: 1 }>>().toExtend<{ a: 1; response: HTTPResponse }>();
  expectTypeOf(batchJobs.retrieve).returns.toEqualTypeOf<ResponsePromise<AdminBatchJobRes>>();
});

test("a job's type completes, and stays open", () => {
  expectTypeOf<"anything">().toExtend<BatchJob["type"]>();
  expectTypeOf<BatchJob["type"]>().toExtend<string>();
});

test("custom endpoints have the type that the caller names", () => {
  expectTypeOf(custom.get<{ limit: number }, { posts: string[] }>)
    .returns.resolves.toHaveProperty("posts")
    .toEqualTypeOf<string[]>();
});

test("the default export is the class of that name", () => {
  expectTypeOf(Medusa).toEqualTypeOf(NamedMedusa);
});

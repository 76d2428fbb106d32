import Medusa, {
  type AdminPostBatchesReq,
  type BatchJob,
  type BatchJobContexts,
  type ExportOptions,
  type ImportOptions,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

interface StockImportContext {
  fileKey: string;
  warehouse: string;
}

declare module "medusa-batch-jobs" {
  interface BatchJobContexts {
    "stock-import": StockImportContext;
    "shelf-export": { shelf: string };
  }
}

interface ExportFilters {
  limit: number;
  note: string;
}

const { batchJobs } = new Medusa().admin;
const filters: ExportFilters = { limit: 5, note: "of the cron" };
const job = {} as BatchJob;

describe("the context of create can be", () => {
  test("a value of an interface, which has no index signature", () => {
    batchJobs.create({ type: "product-export", context: filters });
    batchJobs.run({ type: "order-export", context: filters });
    const file: { fileKey: string } = { fileKey: "a.csv" };
    batchJobs.create({ type: "product-import", context: file });
    interface Foreign {
      requested_by: string;
    }
    const foreign: Foreign = { requested_by: "cron" };
    batchJobs.create({ type: "product-export", context: foreign });
    interface Orders {
      email: string;
    }
    const filterable_fields: Orders = { email: "a@b.c" };
    batchJobs.create({ type: "order-export", context: { filterable_fields } });
  });

  test("no value of an interface that does not fit", () => {
    interface Wrong {
      limit: string;
    }
    const wrong: Wrong = { limit: "5" };
    // @ts-expect-error limit is a number
    batchJobs.create({ type: "product-export", context: wrong });
    // @ts-expect-error fileKey is missing
    batchJobs.create({ type: "product-import", context: filters });
  });

  test("an object with keys of its own, beside those that are checked", () => {
    batchJobs.create({ type: "product-export", context: { limit: 5, requested_by: "cron" } });
    // @ts-expect-error limit is a number
    batchJobs.create({ type: "product-export", context: { limit: "5", requested_by: "cron" } });
  });

  test("of a shop's own type as it declares it, without a typo", () => {
    const context: StockImportContext = { fileKey: "a.csv", warehouse: "north" };
    batchJobs.create({ type: "stock-import", context });
    // @ts-expect-error it is warehouse
    batchJobs.create({ type: "stock-import", context: { fileKey: "a.csv", warehose: "north" } });
    batchJobs.create({
      type: "stock-import",
      // @ts-expect-error there is no such key
      context: { fileKey: "a.csv", warehouse: "north", warehose: "north" },
    });
  });

  test("that of another job, to run it again", () => {
    batchJobs.create({ type: job.type, context: job.context ?? {} });
  });
});

describe("Parameters of create", () => {
  type Payload = Parameters<typeof batchJobs.create>[0];

  test("keep the check of the context, and leave it its own keys", () => {
    const payload: Payload = { type: "product-export", context: { limit: 5, note: "" } };
    const own: Payload = { type: "stock-import", context: { fileKey: "", warehouse: "" } };
    const loose: Payload = { type: "product-export", context: filters };
    expectTypeOf([payload, own, loose]).toExtend<Payload[]>();
    // @ts-expect-error fileKey is missing
    const wrong: Payload = { type: "product-import", context: {} };
    // @ts-expect-error price_list_id is missing
    const price: Payload = { type: "price-list-import", context: { fileKey: "a.csv" } };
    expectTypeOf([wrong, price]).toExtend<Payload[]>();
  });

  test("are what create, and run, can be called with", () => {
    const again = (...args: Parameters<typeof batchJobs.create>) => batchJobs.create(...args);
    const runIt = (payload: Parameters<typeof batchJobs.run>[0]) => batchJobs.run(payload);
    expectTypeOf(again).parameter(0).toEqualTypeOf<Payload>();
    expectTypeOf(runIt).parameter(0).toEqualTypeOf<Payload>();
  });
});

describe("a wrapper", () => {
  test("can be generic over the declared types", () => {
    function mine<T extends keyof BatchJobContexts>(type: T, context: BatchJobContexts[T]) {
      return batchJobs.create({ type, context });
    }
    function andRun<T extends keyof BatchJobContexts>(type: T, context: BatchJobContexts[T]) {
      return batchJobs.run({ type, context, dry_run: true });
    }
    mine("product-import", { fileKey: "a.csv" });
    andRun("shelf-export", { shelf: "A1" });
    // @ts-expect-error fileKey is missing
    mine("product-import", {});
  });

  test("can be generic over all payloads", () => {
    function mine<T extends string>(payload: AdminPostBatchesReq<T>) {
      return batchJobs.create(payload);
    }
    mine({ type: "stock-sync", context: { warehouse: "north" } });
    // @ts-expect-error fileKey is missing
    mine({ type: "product-import", context: {} });
  });

  test("can be generic over the options of importFile", () => {
    function mine<T extends string>(csv: string, options: ImportOptions<T>) {
      return batchJobs.importFile(csv, options);
    }
    mine("a;b", { type: "price-list-import", context: { price_list_id: "pl_1" } });
    // @ts-expect-error price_list_id is missing
    mine("a;b", { type: "price-list-import" });
  });
});

describe("importFile", () => {
  test("checks the context by the type; it brings the fileKey itself", () => {
    batchJobs.importFile("a;b");
    batchJobs.importFile("a;b", { context: { requested_by: "cron" } });
    batchJobs.importFile("a;b", { type: "product-import", fileName: "a.csv" });
    batchJobs.importFile("a;b", {
      type: "price-list-import",
      context: { price_list_id: "pl_1", requested_by: "cron" },
      confirm: ({ result }) => result?.count === 1,
    });
    // @ts-expect-error price_list_id is missing
    batchJobs.importFile("a;b", { type: "price-list-import" });
    // @ts-expect-error price_list_id is missing
    batchJobs.importFile("a;b", { type: "price-list-import", context: {} });
    // @ts-expect-error a context is an object
    batchJobs.importFile("a;b", { context: "pl_1" });
  });

  test("takes values of interfaces", () => {
    interface PriceList {
      price_list_id: string;
    }
    const context: PriceList = { price_list_id: "pl_1" };
    batchJobs.importFile("a;b", { type: "price-list-import", context });
    batchJobs.importFile("a;b", { context });
    batchJobs.importFile("a;b", { type: "prices-of-suppliers", context });
  });

  test("knows the types that a shop declares", () => {
    batchJobs.importFile("a;b", { type: "stock-import", context: { warehouse: "north" } });
    // @ts-expect-error warehouse is missing
    batchJobs.importFile("a;b", { type: "stock-import" });
    // @ts-expect-error warehouse is a string
    batchJobs.importFile("a;b", { type: "stock-import", context: { warehouse: 1 } });
  });

  test("is open for others, and for a type that is known at run time alone", () => {
    batchJobs.importFile("a;b", { type: "coupons-import" });
    batchJobs.importFile("a;b", { type: "coupons-import", context: { year: 2026 } });
    batchJobs.importFile("a;b", { type: job.type, context: {} });
    // @ts-expect-error a context is an object
    batchJobs.importFile("a;b", { type: "coupons-import", context: "2026" });
  });

  test("has options that can be written down before", () => {
    const options: ImportOptions = { type: "price-list-import", context: { price_list_id: "pl" } };
    const own: ImportOptions<"coupons-import"> = { type: "coupons-import", context: { a: 1 } };
    batchJobs.importFile("a;b", options);
    batchJobs.importFile("a;b", own);
    // @ts-expect-error price_list_id is missing
    const wrong: ImportOptions = { type: "price-list-import" };
    expectTypeOf(wrong).toExtend<ImportOptions>();
  });
});

describe("exportFile", () => {
  test("checks the context by the type", () => {
    batchJobs.exportFile({ context: { limit: 5, note: "" } });
    batchJobs.exportFile({ type: "order-export", context: filters });
    batchJobs.exportFile({ type: "order-export", context: { filterable_fields: { email: "" } } });
    // @ts-expect-error limit is a number
    batchJobs.exportFile({ context: { limit: "5" } });
    // @ts-expect-error email is a string
    batchJobs.exportFile({ type: "order-export", context: { filterable_fields: { email: 1 } } });
  });

  test("knows the types that a shop declares, and is open for others", () => {
    batchJobs.exportFile({ type: "shelf-export", context: { shelf: "A1" } });
    batchJobs.exportFile({ type: "coupons-export" });
    batchJobs.exportFile({ type: "coupons-export", context: { year: 2026 }, timeout: 5 });
    // @ts-expect-error shelf is missing
    batchJobs.exportFile({ type: "shelf-export" });
    // @ts-expect-error shelf is missing
    batchJobs.exportFile({ type: "shelf-export", context: {} });
    // @ts-expect-error a context is an object
    batchJobs.exportFile({ type: "coupons-export", context: "2026" });
  });

  test("has options that can be written down before", () => {
    const options: ExportOptions = { type: "order-export", context: { limit: 5 } };
    batchJobs.exportFile(options);
    const own: ExportOptions<"shelf-export"> = { type: "shelf-export", context: { shelf: "A1" } };
    batchJobs.exportFile(own);
  });
});

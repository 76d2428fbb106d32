import Medusa, {
  type AdminGetBatchParams,
  type AdminPostBatchesReq,
  type CancelDetails,
  type Config,
  type DateComparisonOperator,
  type ExportOptions,
  type ImportOptions,
  MedusaError,
  type MedusaErrorDetails,
  type OrderExportContext,
  type ProductExportContext,
  type ProxyConfig,
  type RequestOptions,
  type RunOptions,
  type UploadStream,
  type WaitOptions,
} from "medusa-batch-jobs";
import type { FakeMedusaOptions, FakeProductInput } from "medusa-batch-jobs/testing";
import { FakeMedusa } from "medusa-batch-jobs/testing";
import { type UndiciAdapterOptions, undiciAdapter } from "medusa-batch-jobs/undici";
import { describe, expectTypeOf, test } from "vitest";

// Under exactOptionalPropertyTypes, as in a project of `tsc --init`.

/** `T` with undefined for all that can be left out. */
type Unset<T> = { [K in keyof T]: Partial<Pick<T, K>> extends Pick<T, K> ? undefined : T[K] };

test("the flag is on: what can be left out is not undefined", () => {
  expectTypeOf<{ a: undefined }>().not.toExtend<{ a?: string }>();
});

describe("undefined is as good as left out", () => {
  test("in the options of a client, and of each of its calls", () => {
    expectTypeOf<Unset<Config>>().toExtend<Config>();
    expectTypeOf<Unset<ProxyConfig>>().toExtend<ProxyConfig>();
    expectTypeOf<Unset<RequestOptions>>().toExtend<RequestOptions>();
    expectTypeOf<Unset<WaitOptions>>().toExtend<WaitOptions>();
    expectTypeOf<Unset<RunOptions>>().toExtend<RunOptions>();
    expectTypeOf<Unset<ImportOptions<"product-import">>>().toExtend<ImportOptions>();
    expectTypeOf<Unset<ImportOptions<"price-list-import">>>().toExtend<ImportOptions>();
    expectTypeOf<Unset<ExportOptions<"order-export">>>().toExtend<ExportOptions>();
  });

  test("in queries, payloads and contexts", () => {
    expectTypeOf<Unset<AdminGetBatchParams>>().toExtend<AdminGetBatchParams>();
    expectTypeOf<Unset<DateComparisonOperator>>().toExtend<DateComparisonOperator>();
    expectTypeOf<Unset<AdminPostBatchesReq<"product-export">>>().toExtend<AdminPostBatchesReq>();
    expectTypeOf<Unset<UploadStream>>().toExtend<UploadStream>();
    type Named = "batch_size" | "limit" | "offset" | "order" | "fields" | "expand";
    expectTypeOf<Record<Named, undefined>>().toExtend<ProductExportContext>();
    expectTypeOf<Record<Named, undefined>>().toExtend<OrderExportContext>();
  });

  test("in what errors, fakes and adapters are made of", () => {
    expectTypeOf<Unset<MedusaErrorDetails>>().toExtend<MedusaErrorDetails>();
    expectTypeOf<Unset<Pick<CancelDetails, "declined">>>().toExtend<CancelDetails>();
    expectTypeOf<Unset<FakeMedusaOptions>>().toExtend<FakeMedusaOptions>();
    expectTypeOf<Unset<FakeProductInput>>().toExtend<FakeProductInput>();
    expectTypeOf<Unset<UndiciAdapterOptions>>().toExtend<UndiciAdapterOptions>();
  });
});

test("variables of the environment can be options", () => {
  const { MEDUSA_URL, MEDUSA_API_KEY, LIMIT } = process.env;
  const { batchJobs } = new Medusa({ baseUrl: MEDUSA_URL, apiKey: MEDUSA_API_KEY }).admin;
  const idempotencyKey = process.env.CRON_RUN;
  const limit = LIMIT === undefined ? undefined : Number(LIMIT);
  const signal = limit === undefined ? undefined : AbortSignal.timeout(5);
  batchJobs.list({ limit }, { signal, customHeaders: { "x-shop": process.env.SHOP } });
  batchJobs.create({ type: "product-export", context: { limit } }, {}, { idempotencyKey });
  batchJobs.importFile("a;b", { fileName: process.env.FILE_NAME, confirm: undefined, signal });
  new FakeMedusa({ baseUrl: MEDUSA_URL });
  undiciAdapter({ connections: limit });
  new MedusaError("gone", { status: limit, requestId: process.env.REQUEST_ID });
});

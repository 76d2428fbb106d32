import Medusa, {
  type AdminBatchJobListRes,
  type AdminGetBatchParams,
  type BatchJob,
  type BatchJobStatus,
  type ListPromise,
  type Response,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const { batchJobs } = new Medusa().admin;
type Page = Response<AdminBatchJobListRes>;

describe("a list", () => {
  test("awaited, is one page", () => {
    expectTypeOf(batchJobs.list).returns.toEqualTypeOf<ListPromise>();
    expectTypeOf<Awaited<ListPromise>>().toEqualTypeOf<Page>();
  });

  test("is a promise of its page wherever one is asked for", () => {
    expectTypeOf<ListPromise>().toExtend<Promise<Page>>();
    expectTypeOf(Promise.all([batchJobs.list()])).resolves.toEqualTypeOf<[Page]>();
  });

  test("iterated over, is one job after the other", async () => {
    for await (const job of batchJobs.list()) expectTypeOf(job).toEqualTypeOf<BatchJob>();
  });

  test("by pages, is one answer after the other", async () => {
    for await (const page of batchJobs.list().pages()) expectTypeOf(page).toEqualTypeOf<Page>();
  });

  test("can be begun by hand, and gone on with after an error", async () => {
    const jobs = batchJobs.list()[Symbol.asyncIterator]();
    expectTypeOf(jobs).toEqualTypeOf<AsyncIterableIterator<BatchJob>>();
    expectTypeOf(batchJobs.list().pages()).toEqualTypeOf<AsyncIterableIterator<Page>>();
  });

  test("once it is awaited, is not iterable any more", async () => {
    // @ts-expect-error a page is no iterable
    for await (const _ of await batchJobs.list());
    // @ts-expect-error then makes it an ordinary promise
    batchJobs.list().then((page) => page).pages;
  });

  test("is not iterable without await", () => {
    // @ts-expect-error it needs `for await`
    for (const _ of batchJobs.list());
  });

  test("says on which part of the whole a page is", () => {
    expectTypeOf<AdminBatchJobListRes>().toEqualTypeOf<{
      batch_jobs: BatchJob[];
      count: number;
      offset: number;
      limit: number;
    }>();
  });
});

describe("the filters of a list", () => {
  test("take one value or several, read-only ones too", () => {
    const active = ["created", "processing"] as const;
    batchJobs.list({ id: "batch_01", type: "product-export", status: "active" });
    batchJobs.list({ id: ["batch_01"] as const, type: ["stock-sync"], status: active });
    batchJobs.list({ fields: ["id", "status"] as const, expand: "created_by_user" });
  });

  test("know the statuses", () => {
    // @ts-expect-error there is no such status
    batchJobs.list({ status: "done" });
    // @ts-expect-error there is no such status
    batchJobs.list({ status: ["created", "done"] });
    const ask = (status: BatchJobStatus[]) => batchJobs.list({ status });
    expectTypeOf(ask).returns.toEqualTypeOf<ListPromise>();
  });

  test("take dates in each form, within bounds", () => {
    batchJobs.list({ created_at: { gte: new Date(), lt: "2030-01-01" }, updated_at: { gt: 0 } });
    // @ts-expect-error a date alone is no bound
    batchJobs.list({ created_at: new Date() });
    // @ts-expect-error a bound is not a flag
    batchJobs.list({ created_at: { gte: true } });
    // @ts-expect-error there is no such comparison
    batchJobs.list({ created_at: { after: new Date() } });
  });

  test("take null for what has not happened, and only for what may not have", () => {
    batchJobs.list({ pre_processed_at: null, confirmed_at: null, completed_at: null });
    batchJobs.list({ failed_at: null, canceled_at: null });
    // @ts-expect-error every job was created
    batchJobs.list({ created_at: null });
    // @ts-expect-error every job has a date of its last change
    batchJobs.list({ updated_at: null });
  });

  test("refuse what the server does not filter by", () => {
    // @ts-expect-error Only the logged-in user's jobs are listed
    batchJobs.list({ created_by: "usr_01" });
    // @ts-expect-error processing has no timestamp that could be filtered by
    batchJobs.list({ processing_at: null });
    // @ts-expect-error a limit is a number
    batchJobs.list({ limit: "10" });
  });

  test("may all be left out", () => {
    expectTypeOf<Record<never, never>>().toExtend<AdminGetBatchParams>();
    expectTypeOf(batchJobs.list).toBeCallableWith();
  });
});

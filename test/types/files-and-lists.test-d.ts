import Medusa, {
  type BatchJob,
  type ByteStream,
  type ExportedFile,
  jobSummary,
  type MedusaError,
  type PollEvent,
  type UploadProgress,
  type WatchListQuery,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const { batchJobs, uploads } = new Medusa().admin;
const { signal } = new AbortController();
declare const job: BatchJob;
declare const file: ExportedFile;

describe("the file of an earlier export", () => {
  test("is got by a job or its id", () => {
    expectTypeOf(batchJobs.fileOf).returns.resolves.toEqualTypeOf<ExportedFile>();
    batchJobs.fileOf("batch_1");
    batchJobs.fileOf(job, { signal, customHeaders: { "x-shop": "a" } });
    // @ts-expect-error one job at a time
    batchJobs.fileOf([job]);
    // @ts-expect-error a file is not waited for
    batchJobs.fileOf(job, { timeout: 5 });
  });

  test("is saved at a path, and read as a stream that can be iterated over", () => {
    expectTypeOf(file.save).returns.resolves.toEqualTypeOf<string>();
    file.save("exports/", { signal });
    file.save(new URL("file:///tmp/x.csv"));
    // @ts-expect-error it needs to know where to
    file.save();
    expectTypeOf(file.stream()).toEqualTypeOf<ByteStream>();
    expectTypeOf(file.stream()).toExtend<ReadableStream<Uint8Array>>();
    expectTypeOf(file.stream()).toExtend<AsyncIterable<Uint8Array>>();
  });
});

describe("a live list", () => {
  test("yields jobs", () => {
    expectTypeOf(batchJobs.watchList).returns.toEqualTypeOf<AsyncIterable<BatchJob>>();
    batchJobs.watchList();
    batchJobs.watchList({ status: "active", type: ["product-import"], limit: 20 }, { signal });
    batchJobs.watchList({}, { interval: (attempt) => attempt * 1000, onPoll: console.log });
  });

  test("is filtered by what a job does not leave, and by its status", () => {
    // @ts-expect-error a job leaves this filter
    batchJobs.watchList({ completed_at: null });
    // @ts-expect-error it begins with the newest
    batchJobs.watchList({ offset: 10 });
    // @ts-expect-error it has no end of its own
    batchJobs.watchList({}, { timeout: 5 });
    expectTypeOf<WatchListQuery["limit"]>().toEqualTypeOf<number | undefined>();
  });
});

test("a job is told on one line", () => {
  expectTypeOf(jobSummary).toEqualTypeOf<(job: BatchJob) => string>();
});

test("polls are told of by every call that waits", () => {
  const onPoll = (event: PollEvent) => {
    expectTypeOf(event.attempt).toEqualTypeOf<number>();
    expectTypeOf(event.elapsed).toEqualTypeOf<number>();
    expectTypeOf(event.job).toEqualTypeOf<BatchJob | undefined>();
    expectTypeOf(event.error).toEqualTypeOf<MedusaError | undefined>();
    expectTypeOf(event.nextIn).toEqualTypeOf<number | undefined>();
  };
  batchJobs.wait(job, { onPoll });
  batchJobs.watch([job], { onPoll });
  batchJobs.run({ type: "product-export", context: {} }, { onPoll });
  batchJobs.importFile("a;b\r\n", { onPoll });
  batchJobs.exportFile({ onPoll });
});

test("uploads tell how far they are, with the options in either place", () => {
  const onUploadProgress = (progress: UploadProgress) => {
    expectTypeOf(progress).toEqualTypeOf<{ loaded: number; total?: number | undefined }>();
  };
  uploads.create(new Blob([]), { onUploadProgress });
  uploads.createProtected(new Blob([]), { "x-shop": "a" }, { onUploadProgress, signal });
  batchJobs.importFile("a;b\r\n", { onUploadProgress });
  // @ts-expect-error nothing is uploaded
  batchJobs.exportFile({ onUploadProgress });
  // @ts-expect-error nothing is uploaded
  batchJobs.list({}, {}, { onUploadProgress });
});

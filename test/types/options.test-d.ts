import { createReadStream } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import Medusa, {
  type BatchJob,
  type ByteStream,
  type Config,
  DEFAULT_POLL_INTERVAL_MS,
  type ExportedFile,
  type Headers,
  type HeadersLike,
  type HttpMethod,
  type ImportFile,
  type ProxyConfig,
  type RequestOptions,
  type RunResult,
} from "medusa-batch-jobs";
import { describe, expectTypeOf, test } from "vitest";

const medusa = new Medusa();
const { auth, batchJobs, uploads } = medusa.admin;
const { signal } = new AbortController();
const stream = new ReadableStream<Uint8Array>();

describe("the configuration", () => {
  test("refuses an option that is unknown, or of another type", () => {
    new Medusa({ baseUrl: "/", maxRetries: 0, apiKey: "token", timeout: 0, maxRetryDelay: 5 });
    new Medusa({ apiKey: undefined, publishableApiKey: null });
    // @ts-expect-error it is baseUrl
    new Medusa({ baseURL: "/" });
    // @ts-expect-error maxRetries is a number
    new Medusa({ maxRetries: "3" });
  });

  test("takes a proxy, or none", () => {
    new Medusa({ proxy: false });
    new Medusa({ proxy: { host: "proxy", port: 8080, auth: { username: "a", password: "b" } } });
    // @ts-expect-error true names no proxy
    new Medusa({ proxy: true });
    // @ts-expect-error a proxy listens on a port
    new Medusa({ proxy: { host: "proxy" } });
    expectTypeOf<ProxyConfig["protocol"]>().toEqualTypeOf<"http" | "https" | undefined>();
  });

  test("announces retries with what is known of them", () => {
    new Medusa({
      onRetry: (event) => {
        expectTypeOf(event.attempt).toEqualTypeOf<number>();
        expectTypeOf(event.method).toEqualTypeOf<HttpMethod>();
        expectTypeOf(event.status).toEqualTypeOf<number | undefined>();
        expectTypeOf(event).not.toHaveProperty("headers");
      },
    });
  });

  test("is optional, as a whole and in each part", () => {
    expectTypeOf<ConstructorParameters<typeof Medusa>>().toEqualTypeOf<[config?: Config]>();
    expectTypeOf<Config>().toEqualTypeOf<Partial<Config>>();
  });
});

describe("headers", () => {
  test("are simple values, or several; null unsets one", () => {
    batchJobs.retrieve("batch_01", { a: "b", c: 1, d: true, authorization: null, e: undefined });
    batchJobs.retrieve("batch_01", { accept: ["a", "b"] });
    const headers: Headers = {};
    headers["x-shop"] = "north";
    batchJobs.retrieve("batch_01", headers);
    // @ts-expect-error a value is no object
    batchJobs.retrieve("batch_01", { a: { b: "c" } });
  });

  test("are those of a request to Node, or of an interface without an index signature", () => {
    interface ShopHeaders {
      "x-shop": string;
      "x-till"?: number;
    }
    const forward = (
      incoming: IncomingHttpHeaders,
      own: ShopHeaders,
      any: Record<string, string>,
    ) => {
      new Medusa({ customHeaders: own });
      batchJobs.list({}, incoming);
      batchJobs.list({}, own, { signal });
      batchJobs.list({}, any);
      batchJobs.wait("batch_01", { customHeaders: incoming });
      medusa.admin.custom.get("/posts", {}, {}, own);
      medusa.client.request("GET", "/store/posts", undefined, {}, incoming);
    };
    expectTypeOf(forward).parameter(1).toExtend<HeadersLike>();
  });

  test("are no Headers of fetch, no Map and no list: their entries would not be seen", () => {
    // @ts-expect-error pass Object.fromEntries of it
    batchJobs.retrieve("batch_01", new globalThis.Headers());
    // @ts-expect-error pass Object.fromEntries of it
    batchJobs.retrieve("batch_01", new Map([["a", "b"]]));
    // @ts-expect-error pass Object.fromEntries of it
    batchJobs.retrieve("batch_01", [["a", "b"]]);
    // @ts-expect-error pass Object.fromEntries of it
    batchJobs.wait("batch_01", { customHeaders: new globalThis.Headers() });
    batchJobs.retrieve("batch_01", Object.fromEntries(new globalThis.Headers()));
  });
});

describe("the options of a call", () => {
  test("come after the headers, or in their place, and are known", () => {
    batchJobs.cancel("batch_01", {}, { timeout: 5, numberOfRetries: 0, signal });
    batchJobs.cancel("batch_01", { timeout: 5, signal, customHeaders: { "x-shop": "north" } });
    auth.getSession({}, { signal });
    auth.getSession({ signal });
    uploads.create(new Blob([]), { signal });
    // @ts-expect-error there is no such option
    batchJobs.cancel("batch_01", {}, { retries: 0 });
    // @ts-expect-error a controller is not its signal
    batchJobs.cancel("batch_01", {}, { signal: new AbortController() });
    // @ts-expect-error a controller is not its signal
    batchJobs.cancel("batch_01", { signal: new AbortController() });
    // @ts-expect-error it is signal
    batchJobs.cancel("batch_01", { sginal: signal });
  });

  test("do not mix with headers", () => {
    // @ts-expect-error x-shop belongs in customHeaders
    batchJobs.list({}, { signal, "x-shop": "north" });
    // @ts-expect-error x-shop belongs in customHeaders
    batchJobs.list({}, { timeout: 5, "x-shop": "north" });
    // @ts-expect-error timeout is no header
    batchJobs.list({}, { customHeaders: { timeout: 5 } });
    // @ts-expect-error timeout is no header
    new Medusa({ customHeaders: { timeout: 5 } });
    // @ts-expect-error the options come first here
    medusa.admin.custom.get("/posts", {}, {}, { timeout: 5 });
  });

  test("have names in a list of parameters, too", () => {
    type Last = [customHeaders?: HeadersLike | RequestOptions, options?: RequestOptions];
    expectTypeOf<Parameters<typeof batchJobs.retrieve>>().toEqualTypeOf<[id: string, ...Last]>();
    expectTypeOf<Parameters<typeof auth.getSession>>().toEqualTypeOf<Last>();
  });

  test("a login takes an email and a password, and nothing else", () => {
    auth.createSession({ email: "a@b.c", password: "secret" });
    // @ts-expect-error the password is missing
    auth.createSession({ email: "a@b.c" });
    // @ts-expect-error users log in with their email
    auth.getToken({ username: "a", password: "secret" });
  });
});

describe("wait", () => {
  test("takes a job or its id, and resolves to the job", () => {
    expectTypeOf(batchJobs.wait).parameter(0).toEqualTypeOf<string | BatchJob>();
    expectTypeOf(batchJobs.wait).returns.resolves.toEqualTypeOf<BatchJob>();
    // @ts-expect-error an answer is not its job
    batchJobs.retrieve("batch_01").then((answer) => batchJobs.wait(answer));
  });

  test("knows what to wait for", () => {
    batchJobs.wait("batch_01", { until: "pre_processed" });
    // @ts-expect-error a status is not what a wait ends with
    batchJobs.wait("batch_01", { until: "completed" });
  });

  test("takes an interval that depends on what was seen", () => {
    batchJobs.wait("batch_01", {
      interval: (attempt, job) => {
        expectTypeOf(attempt).toEqualTypeOf<number>();
        expectTypeOf(job).toEqualTypeOf<BatchJob | undefined>();
        return attempt * 100;
      },
      onUpdate: (job) => expectTypeOf(job).toEqualTypeOf<BatchJob>(),
    });
    // @ts-expect-error a number is needed, no promise of one
    batchJobs.wait("batch_01", { interval: async () => 100 });
  });

  test("refuses an option that is unknown, or of run alone", () => {
    // @ts-expect-error it is interval
    batchJobs.wait("batch_01", { pollInterval: 100 });
    // @ts-expect-error only run decides about a dry run
    batchJobs.wait("batch_01", { confirm: true });
    // @ts-expect-error a wait creates nothing
    batchJobs.wait("batch_01", { idempotencyKey: "a" });
  });
});

describe("watch", () => {
  test("takes jobs and ids, mixed, in any iterable", () => {
    const job = {} as BatchJob;
    batchJobs.watch(new Set(["batch_01", "batch_02"]));
    batchJobs.watch(["batch_01", job] as const, { timeout: 5 });
    // @ts-expect-error one job is not several
    batchJobs.watch(job);
    // @ts-expect-error the page of a list is not its jobs
    batchJobs.list().then((page) => batchJobs.watch(page));
  });

  test("is one job after the other", async () => {
    for await (const job of batchJobs.watch([])) expectTypeOf(job).toEqualTypeOf<BatchJob>();
  });
});

describe("run", () => {
  test("checks the context as create does", () => {
    batchJobs.run({ type: "product-import", context: { fileKey: "a.csv" } });
    batchJobs.run({ type: "stock-sync", context: { warehouse: "north" } });
    // @ts-expect-error fileKey is missing
    batchJobs.run({ type: "product-import", context: {} });
  });

  test("resolves to the job itself", () => {
    expectTypeOf(batchJobs.run).returns.resolves.toEqualTypeOf<RunResult>();
    expectTypeOf<RunResult>().toExtend<BatchJob>();
  });

  test("takes a key, and how it counts; create too, but for who takes over", () => {
    const key = { idempotencyKey: "nightly", window: Infinity, rerun: ["canceled"] } as const;
    batchJobs.run({ type: "stock-sync", context: {} }, { ...key, takeOverAfter: 0 });
    batchJobs.importFile("a;b", { ...key, takeOverAfter: 0 });
    batchJobs.exportFile({ ...key, takeOverAfter: 0 });
    batchJobs.create({ type: "stock-sync", context: {} }, key);
    // @ts-expect-error nobody takes over what a create leaves to itself
    batchJobs.create({ type: "stock-sync", context: {} }, {}, { takeOverAfter: 0 });
    // @ts-expect-error what is applied is never done again
    batchJobs.exportFile({ ...key, rerun: ["completed"] });
  });

  test("has a dry run decided at once, or later, about the prepared job", () => {
    const payload = { type: "product-export", context: {} };
    batchJobs.run(payload, { confirm: false });
    batchJobs.run(payload, { confirm: (job) => job.result?.count === 5 });
    batchJobs.run(payload, { confirm: async ({ id }) => id !== "", idempotencyKey: "a" });
    // @ts-expect-error a decision is yes or no
    batchJobs.run(payload, { confirm: () => "yes" });
    // @ts-expect-error the options of a wait, not those of a call
    batchJobs.run(payload, { numberOfRetries: 1 });
  });
});

describe("importFile", () => {
  test("takes a file on disk, a blob, bytes, a web stream or CSV as text", () => {
    expectTypeOf<ImportFile>().toEqualTypeOf<
      Blob | Uint8Array | ReadableStream<Uint8Array> | { path: string } | URL | string
    >();
    batchJobs.importFile(new File([], "products.csv"), { type: "product-import" });
    batchJobs.importFile(Buffer.from("a;b"), { fileName: "products.csv", confirm: true });
  });

  test("refuses what cannot be uploaded in all runtimes", () => {
    // @ts-expect-error a stream of Node's, not of the web
    batchJobs.importFile(createReadStream("products.csv"));
    // @ts-expect-error a stream of text, not of bytes
    batchJobs.importFile(new ReadableStream<string>());
    // @ts-expect-error the name is an option
    batchJobs.importFile({ name: "products.csv", stream });
  });

  test("takes the options of run, and its own", () => {
    batchJobs.importFile("a;b", { type: "price-list-import", context: { price_list_id: "pl_1" } });
    batchJobs.importFile("a;b", { type: "coupons-import", until: "pre_processed", signal });
    // @ts-expect-error it is fileName
    batchJobs.importFile("a;b", { filename: "products.csv" });
    // @ts-expect-error a context is an object
    batchJobs.importFile("a;b", { context: "pl_1" });
  });

  test("resolves to the job", () => {
    expectTypeOf(batchJobs.importFile).returns.resolves.toEqualTypeOf<RunResult>();
  });
});

describe("exportFile", () => {
  test("takes the options of a wait, and its own, or none", () => {
    expectTypeOf(batchJobs.exportFile).toBeCallableWith();
    batchJobs.exportFile({ type: "order-export", context: { limit: 5 }, timeout: 5, signal });
    // @ts-expect-error an export writes nothing that could be confirmed
    batchJobs.exportFile({ confirm: true });
    // @ts-expect-error an export is waited for to its end
    batchJobs.exportFile({ until: "settled" });
    // @ts-expect-error the server names the file
    batchJobs.exportFile({ fileName: "products.csv" });
  });

  test("resolves to a file that is read in the way that fits", () => {
    expectTypeOf(batchJobs.exportFile).returns.resolves.toEqualTypeOf<ExportedFile>();
    expectTypeOf<ExportedFile["job"]>().toEqualTypeOf<BatchJob>();
    expectTypeOf<ExportedFile["size"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ExportedFile["stream"]>().returns.toEqualTypeOf<ByteStream>();
    expectTypeOf<ByteStream>().toExtend<ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>>();
    expectTypeOf<ExportedFile["save"]>().returns.resolves.toEqualTypeOf<string>();
    expectTypeOf<ExportedFile["blob"]>().returns.resolves.toEqualTypeOf<Blob>();
    expectTypeOf<ExportedFile["text"]>().returns.resolves.toEqualTypeOf<string>();
  });

  test("what one job exports, another imports", () => {
    expectTypeOf<ReturnType<ExportedFile["stream"]>>().toExtend<ImportFile>();
  });
});

describe("uploads", () => {
  test("take one file or several, of each kind", () => {
    uploads.create(new Blob([]));
    uploads.createProtected([new File([], "a.csv"), new Uint8Array(), { name: "a.csv", stream }]);
    uploads.create([new Blob([])] as const);
    uploads.create([{ path: "products.csv" }, new URL("file:///products.csv")]);
  });

  test("refuse what has no name, or is no file", () => {
    // @ts-expect-error a stream needs a name
    uploads.create({ stream });
    // @ts-expect-error a stream needs a name
    uploads.create(stream);
    // @ts-expect-error a path is no file
    uploads.create("/tmp/a.csv");
    // @ts-expect-error the form is made of the files
    uploads.createProtected(new FormData());
  });

  test("name a stored file by its key", () => {
    uploads.delete({ file_key: "a.csv" });
    // @ts-expect-error the key is in an object
    uploads.delete("a.csv");
    // @ts-expect-error it is file_key here, and fileKey in a job's context
    uploads.getPresignedDownloadUrl({ fileKey: "a.csv" });
  });
});

test("the defaults can be read, not changed", () => {
  expectTypeOf(DEFAULT_POLL_INTERVAL_MS.first).toEqualTypeOf<500>();
  // @ts-expect-error it is read-only
  DEFAULT_POLL_INTERVAL_MS.first = 100;
});

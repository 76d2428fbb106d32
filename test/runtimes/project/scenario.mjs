/** No step takes longer, in milliseconds. */
const STEP_TIMEOUT_MS = 15_000;

const LOGIN = { email: "admin@medusa-test.com", password: "supersecret" };
const API_KEY = "test_api_token_admin";
const CSV = [
  "Product Handle;Product Title;Product Status;Variant Title;Variant Inventory Quantity",
  "cup;Cup;published;Small;3",
  "",
].join("\r\n");

/** The server knows no such status. */
const WRONG = CSV.replace("published", "Published");

const REASON = new Error("enough");

/**
 * What an application does with the package, the same on every runtime.
 *
 * @param sdk The package's exports.
 * @param csv Those of its ./csv.
 * @param urls A Medusa, a server that never answers, one that redirects to the Medusa, and one that is not there. For a
 *   page: a Medusa that does not allow its origin, and one whose files do not.
 * @returns The steps in their order: `{ name, error? }`.
 */
export async function play(sdk, csv, urls) {
  const results = [];
  for (const [name, step] of Object.entries(steps(sdk, csv, urls))) {
    results.push({ name, error: await errorOf(step) });
  }
  return results;
}

function steps(
  sdk,
  csv,
  { baseUrl, silentUrl, redirectUrl, nowhereUrl, closedUrl, closedFilesUrl },
) {
  const { Medusa } = sdk;
  const { batchJobs, uploads } = new Medusa({ baseUrl, apiKey: API_KEY }).admin;
  const interval = 50;
  // Workers have one that cannot be written to.
  const isWorker = globalThis.navigator?.userAgent === "Cloudflare-Workers";
  const fileSystem = isWorker ? undefined : globalThis.process?.getBuiltinModule?.("node:fs");
  // Where there are none, there is XMLHttpRequest alone, which follows redirects whatever it is told.
  const hasStreams = typeof ReadableStream === "function";
  // React Native reads no file.
  const readsFiles = "arrayBuffer" in Blob.prototype || typeof FileReader === "function";
  let job;

  return {
    async exports() {
      assert(sdk.default === Medusa, "the default export is not Medusa");
    },
    // A browser keeps the session of a login by cookie, and the server prefers it: the others come first.
    async token() {
      const { admin } = new Medusa({ baseUrl });
      await admin.auth.getToken(LOGIN);
      const { user } = await admin.auth.getSession({ cookie: null });
      equal(user.email, LOGIN.email);
    },
    async key() {
      const { admin } = new Medusa({ baseUrl, apiKey: API_KEY });
      const { user } = await admin.auth.getSession({ cookie: null });
      equal(user.email, LOGIN.email);
    },
    async cookie() {
      const { admin } = new Medusa({ baseUrl });
      await admin.auth.createSession(LOGIN);
      const { user } = await admin.auth.getSession();
      equal(user.email, LOGIN.email);
      const { batch_jobs } = await admin.batchJobs.list();
      equal(batch_jobs.length, 0);
    },
    async create() {
      const created = await batchJobs.create({ type: "product-export", context: {} });
      equal(created.response.status, 201);
      job = created.batch_job;
    },
    async wait() {
      const { status } = await batchJobs.wait(job, { interval });
      equal(status, "completed");
    },
    async import() {
      const file = new File([CSV], "cups.csv", { type: "text/csv" });
      const { status, result } = await batchJobs.importFile(file, { interval });
      equal(status, "completed");
      equal(result.operations.PRODUCT_CREATE, 1);
    },
    async csv() {
      for (const file of readsFiles ? [WRONG, new File([WRONG], "cups.csv")] : [WRONG]) {
        const { verdict, problems } = await csv.checkImport(file);
        equal(verdict, "refused");
        equal(problems[0].line, 2);
      }
    },
    // The checker is loaded late.
    async check() {
      const error = await rejection(batchJobs.importFile(WRONG, { check: true, interval }));
      assert(error instanceof sdk.CsvCheckError, `it is ${error}`);
      says(error, "Line 2");
    },
    async export() {
      const file = await batchJobs.exportFile({ interval });
      const text = await file.text();
      assert(text.includes("cup"), `the file holds ${text}`);
      equal(text.length, file.size);
    },
    async upload() {
      const { uploads: files } = await uploads.create(new File([CSV], "cups.csv"));
      assert(files[0].key.endsWith("-cups.csv"), `the key is ${files[0].key}`);
      equal(await download(files[0].url), CSV);
    },
    ...(hasStreams && {
      async stream() {
        const { uploads: files } = await uploads.create({
          name: "cups.csv",
          stream: new Response(CSV).body,
        });
        assert(files[0].key.endsWith("-cups.csv"), `the key is ${files[0].key}`);
        equal(await download(files[0].url), CSV);
      },
    }),
    async list() {
      const { batch_jobs, count } = await batchJobs.list({ id: job.id });
      equal(count, 1);
      equal(batch_jobs[0].status, "completed");
    },
    async iterate() {
      const seen = new Set();
      for await (const { id } of batchJobs.list({ limit: 1 })) seen.add(id);
      equal(seen.size, 3);
    },
    async once() {
      const csv = CSV.replaceAll("cup", "jug").replaceAll("Cup", "Jug");
      const options = { idempotencyKey: "content", interval };
      const ways = [
        () => batchJobs.run({ type: "product-export", context: { note: "ä" } }, options),
      ];
      if (readsFiles) {
        ways.push(() => batchJobs.importFile(new File([csv], "jugs.csv"), options));
      }
      for (const way of ways) {
        const { id, status } = await way();
        equal(status, "completed");
        const again = await way();
        equal(again.id, id);
        equal(again.replayed, true);
      }
    },
    async abort() {
      const silent = new Medusa({ baseUrl: silentUrl }).admin.batchJobs;
      await rejectsWithReason((signal) => silent.list({}, {}, { signal }));
    },
    async "abort wait"() {
      const dryRun = { type: "product-export", context: {}, dry_run: true };
      const { batch_job } = await batchJobs.create(dryRun);
      await rejectsWithReason((signal) => batchJobs.wait(batch_job, { until: "finished", signal }));
    },
    async "abort file"() {
      const controller = new AbortController();
      const file = await batchJobs.exportFile({ interval, signal: controller.signal });
      controller.abort(REASON);
      isReason(await rejection(file.text()), controller.signal);
    },
    async "lost file"() {
      const file = await batchJobs.exportFile({ interval });
      await uploads.delete({ file_key: file.job.result.file_key });
      const error = await rejection(file.text());
      assert(error instanceof sdk.MedusaError, `it is ${error}`);
    },
    ...(fileSystem?.openAsBlob && {
      async save() {
        const file = await batchJobs.fileOf(job.id);
        const path = await file.save("./");
        try {
          equal(fileSystem.statSync(path).size, file.size);
        } finally {
          fileSystem.rmSync(path);
        }
      },
      async path() {
        const path = `mugs-${Date.now()}.csv`;
        fileSystem.writeFileSync(path, CSV.replaceAll("cup", "mug"));
        try {
          const { status } = await batchJobs.importFile({ path }, { interval });
          equal(status, "completed");
        } finally {
          fileSystem.rmSync(path);
        }
      },
    }),
    async timeout() {
      const silent = new Medusa({ baseUrl: silentUrl, timeout: 100, maxRetries: 0 });
      const error = await rejection(silent.admin.batchJobs.list());
      assert(error instanceof sdk.MedusaTimeoutError, `it is ${error}`);
    },
    async error() {
      const error = await rejection(batchJobs.retrieve("batch_none"));
      assert(error instanceof sdk.MedusaNotFoundError, `it is ${error}`);
      assert(sdk.isMedusaError(error) && error.status === 404, `its status is ${error.status}`);
    },
    async refused() {
      const nowhere = new Medusa({ baseUrl: nowhereUrl, maxRetries: 0 });
      const error = await rejection(nowhere.admin.batchJobs.list());
      assert(error instanceof sdk.MedusaConnectionError, `it is ${error}`);
    },
    ...(hasStreams && {
      async redirect() {
        const moved = new Medusa({ baseUrl: redirectUrl, apiKey: API_KEY });
        const error = await rejection(moved.admin.batchJobs.list());
        assert(error instanceof sdk.MedusaAPIError, `it is ${error}`);
        says(error, "redirects");
      },
    }),
    ...(globalThis.PerformanceObserver?.supportedEntryTypes?.includes("longtask") && {
      async "csv of 20 MB"() {
        const file = largeFile();
        // A busy machine makes any task long: one attempt has to be without.
        const longest = [];
        const end = performance.now() + 0.7 * STEP_TIMEOUT_MS;
        do longest.push(await longestTask(() => csv.checkImport(file)));
        while (longest.at(-1) > 0 && performance.now() < end);
        assert(longest.at(-1) === 0, `the longest tasks took ${longest.join(", ")} ms`);
      },
      async "abort csv"() {
        const controller = new AbortController();
        const seen = [];
        const onProgress = ({ loaded, total }) => {
          equal(total, file.size);
          seen.push(loaded);
          if (loaded > total / 2) controller.abort(REASON);
        };
        const file = largeFile();
        const { signal } = controller;
        isReason(await rejection(csv.checkImport(file, { signal, onProgress })), signal);
        assert(seen.length > 10 && seen.at(-1) < file.size, `${seen.length} times, ${seen.at(-1)}`);
      },
    }),
    // What a browser does not tell a page, the message must.
    ...(closedUrl && {
      async "no CORS"() {
        const closed = new Medusa({ baseUrl: closedUrl, apiKey: API_KEY, maxRetries: 0 });
        const error = await rejection(closed.admin.batchJobs.list());
        says(error, `does the backend's admin_cors name ${location.origin}?`);
      },
      async "no CORS of files"() {
        const { admin } = new Medusa({ baseUrl: closedFilesUrl, apiKey: API_KEY, maxRetries: 0 });
        const file = await admin.batchJobs.exportFile({ interval });
        says(await rejection(file.blob()), "show people file.url as a link");
      },
      async "two sites"() {
        const localhost = closedFilesUrl.replace("127.0.0.1", "localhost");
        const { admin } = new Medusa({ baseUrl: localhost, maxRetries: 0 });
        says(await rejection(admin.auth.createSession(LOGIN)), "are two different sites");
      },
    }),
  };
}

async function errorOf(step) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(reject, STEP_TIMEOUT_MS, new Error(`no end in ${STEP_TIMEOUT_MS} ms`));
  });
  try {
    await Promise.race([step(), deadline]);
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A file of 200,000 products. */
function largeFile() {
  const [header, row] = CSV.split("\r\n");
  const rows = Array.from({ length: 2_000 }, (_, i) => {
    const part = Array.from({ length: 100 }, (_, j) => {
      const number = 100 * i + j;
      return row.replace("cup;Cup", `cup-${number};Cup ${number}, ${"white, ".repeat(10)}`);
    });
    return `\r\n${part.join("\r\n")}`;
  });
  return new Blob([header, ...rows]);
}

/** In milliseconds; 0 if none of them kept the page waiting for more than 50. */
async function longestTask(work) {
  let longest = 0;
  const note = (entries) => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  await nextTask();
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "longtask" });
  await work();
  // A task is told of when it is over.
  await nextTask();
  note(observer.takeRecords());
  observer.disconnect();
  return longest;
}

function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

async function rejectsWithReason(call) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(REASON), 50);
  isReason(await rejection(call(controller.signal)), controller.signal);
}

/** React Native's signals keep no reason: they get one, which says that they were aborted. */
function isReason(error, signal) {
  const reason = "reason" in AbortSignal.prototype ? REASON : signal.reason;
  assert(error === reason && error instanceof Error, `it rejected with ${error}`);
}

async function rejection(promise) {
  const value = await promise.then(
    () => undefined,
    (error) => ({ error }),
  );
  assert(value !== undefined, "it did not reject");
  return value.error;
}

function says(error, words) {
  assert(error.message.includes(words), `it says ${error.message}`);
}

/** jsdom has no fetch. */
async function download(url) {
  if (typeof fetch === "function") return (await fetch(url)).text();
  const request = new XMLHttpRequest();
  await new Promise((resolve, reject) => {
    request.onload = resolve;
    request.onerror = reject;
    request.open("GET", url);
    request.send();
  });
  return request.responseText;
}

function equal(actual, expected) {
  assert(actual === expected, `expected ${expected}, got ${actual}`);
}

function assert(condition, complaint) {
  if (!condition) throw new Error(complaint);
}

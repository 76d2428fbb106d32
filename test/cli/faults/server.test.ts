import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Fate,
  type GatedShop,
  losesAnswer,
  openGatedShop,
  page,
  resets,
} from "../support/gate.js";
import { runInProcess } from "../support/in-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { PRODUCTS } from "./products.js";

const LOGIN = /^POST \/admin\/auth/;
const CHECK = /^GET \/admin\/(?!batch-jobs)/;
const UPLOAD = /^POST \/admin\/uploads/;
const CREATE = /^POST \/admin\/batch-jobs$/;
const POLL = /^GET \/admin\/batch-jobs/;
const CONFIRM = /^POST \/admin\/batch-jobs\/\w+\/confirm/;
const STACK = /^\s+at .+:\d+:\d+/m;

let shop: GatedShop;
let file: string;
beforeEach(async () => {
  shop = await openGatedShop();
  file = join(await temporaryFolder(), "products.csv");
  await writeFile(file, PRODUCTS);
});
afterEach(() => shop.close());

const importFile = (...flags: string[]) =>
  runInProcess(["--json", "--retries", "0", ...flags, "import", file, "--yes"], { env: shop.env });

/** Before the job is created, nothing can have happened that anybody would have to look for. */
const BEFORE_THE_JOB: [name: string, fate: Fate, exitCode: number][] = [
  ["a connection that breaks", resets, 75],
  ["an answer that is lost", losesAnswer, 75],
  ["a proxy's 502", page(502), 75],
  ["a proxy's 503", page(503), 75],
  ["a proxy's 504", page(504), 75],
  ["too many requests", page(429, "slow down"), 75],
  ["403", page(403), 4],
  ["an error of its own", page(500), 1],
];

describe.each([
  ["the login", LOGIN],
  ["the check", CHECK],
])("%s", (_name, request) => {
  test.each(BEFORE_THE_JOB)("with %s", async (_what, fate, code) => {
    shop.spoil(request, fate);
    const { exitCode, stdout, stderr } = await importFile();
    const { error } = JSON.parse(stderr);
    expect({ exitCode, told: error.exitCode }).toEqual({ exitCode: code, told: code });
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(STACK);
    expect(shop.fake.jobs).toEqual([]);
    expect(shop.asked(CREATE)).toBe(0);
  });

  test("with a page in place of JSON says that this is not Medusa", async () => {
    shop.spoil(request, page(200));
    const { exitCode, stderr } = await importFile();
    expect([1, 2, 75]).toContain(exitCode);
    expect(JSON.parse(stderr).error.message).toMatch(/Medusa backend itself/);
    expect(shop.asked(CREATE)).toBe(0);
  });
});

describe("the upload", () => {
  test.each([
    ["a proxy's 503", page(503), 75],
    ["403", page(403), 4],
    ["an error of its own", page(500), 1],
  ])("with %s ends the import before there is a job", async (_what, fate, code) => {
    shop.spoil(UPLOAD, fate);
    const { exitCode } = await importFile();
    expect(exitCode).toBe(code);
    expect(shop.asked(CREATE)).toBe(0);
  });

  test.each([
    ["a connection that breaks", resets],
    ["an answer that is lost", losesAnswer],
    ["a page in place of JSON", page(200)],
  ])("with %s ends the import before there is a job, too", async (_what, fate) => {
    shop.spoil(UPLOAD, fate);
    const { exitCode, stderr } = await importFile();
    // 75 would be better: an upload alone is nothing to look for.
    expect([1, 9, 75]).toContain(exitCode);
    expect(JSON.parse(stderr).error.exitCode).toBe(exitCode);
    expect(shop.asked(CREATE)).toBe(0);
  });
});

describe("the creation of the job", () => {
  test.each([
    ["a connection that breaks when the job is there", losesAnswer],
    ["a page in place of an answer when the job is there", loses(page(502))],
  ])("with %s is found again, and applied once", async (_what, fate) => {
    shop.spoil(CREATE, fate, 1);
    const { exitCode, stdout } = await importFile();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ applied: true });
    expect(shop.fake.jobs).toHaveLength(1);
    expect(shop.fake.products).toHaveLength(1);
  });

  test("with an answer that cannot be read exits 9, and is sent once", async () => {
    shop.spoil(CREATE, page(200));
    const { exitCode, stderr } = await importFile("--retries", "3");
    expect(exitCode).toBe(9);
    expect(JSON.parse(stderr).error.message).toMatch(/may exist all the same/);
    expect(shop.asked(CREATE)).toBe(1);
  });

  test.each([
    ["401", page(401, "Unauthorized"), 4],
    ["503", page(503), 75],
    ["500", page(500), 1],
  ])("with %s deletes the upload", async (_what, fate, code) => {
    shop.spoil(CREATE, fate);
    const { exitCode } = await importFile();
    expect(exitCode).toBe(code);
    expect(shop.fake.files.size).toBe(0);
  });
});

describe("while the job is prepared", () => {
  test.each([
    ["connections that break", resets],
    ["a proxy's 502", page(502)],
    ["a proxy's 504", page(504)],
    ["an error of its own", page(500)],
  ])("%s for a while do not end the wait", async (_what, fate) => {
    shop.spoil(POLL, fate, 2);
    const { exitCode, stdout } = await importFile();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ applied: true });
  });

  test("a server that stays away until --timeout exits 8, and names the job", async () => {
    shop.spoil(POLL, page(502));
    const { exitCode, stderr } = await importFile("--timeout", "1s");
    expect(exitCode).toBe(8);
    expect(JSON.parse(stderr).error.job.id).toBe(shop.fake.jobs[0]?.id);
  });

  test("a login that ends exits 4", async () => {
    shop.spoil(POLL, page(401, "Unauthorized"));
    const { exitCode, stderr } = await importFile();
    expect(exitCode).toBe(4);
    expect(stderr).not.toMatch(STACK);
  });
});

describe("the confirmation", () => {
  test.each([
    ["a connection that breaks when it is confirmed", losesAnswer],
    ["a proxy's 504 when it is confirmed", loses(page(504))],
  ])("with %s is found out, and applied once", async (_what, fate) => {
    shop.spoil(CONFIRM, fate, 1);
    const { exitCode, stdout } = await importFile();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ applied: true });
    expect(shop.asked(CONFIRM)).toBe(1);
    expect(shop.fake.products).toHaveLength(1);
  });

  test("with an answer that cannot be read exits 9, names the job, and is sent once", async () => {
    shop.spoil(CONFIRM, page(200));
    const { exitCode, stderr } = await importFile("--retries", "3");
    expect(exitCode).toBe(9);
    expect(stderr).toContain(shop.fake.jobs[0]?.id);
    expect(shop.asked(CONFIRM)).toBe(1);
  });
});

test.each([
  ["nobody listens", (url: string) => url.replace(/\d+$/, "1"), 75],
  ["there is no such host", () => "http://no-such-host.invalid", 75],
  ["it speaks no https", (url: string) => url.replace("http:", "https:"), 75],
  ["it is no URL", () => "localhost:9000", 2],
])("where %s, one object on stderr says so", async (_what, change, code) => {
  const env = { ...shop.env, MEDUSA_BACKEND_URL: change(shop.url) };
  const { exitCode, stdout, stderr } = await runInProcess(
    ["--json", "--retries", "0", "import", file, "--yes"],
    { env },
  );
  expect(exitCode).toBe(code);
  expect(stdout).toBe("");
  expect(JSON.parse(stderr)).toMatchObject({ error: { exitCode: code } });
  expect(stderr).not.toMatch(STACK);
});

/** The server does it, and a proxy tells something else. */
function loses(told: Fate): Fate {
  return async (incoming, outgoing, act) => {
    const end = outgoing.end.bind(outgoing);
    const { writeHead } = outgoing;
    outgoing.writeHead = () => outgoing;
    outgoing.end = () => {
      for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
      Object.assign(outgoing, { end, writeHead });
      told(incoming, outgoing, act);
      return outgoing;
    };
    await act();
  };
}

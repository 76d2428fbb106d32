import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Medusa, MedusaConnectionError } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { FaultServer } from "./fault-server.js";
import { allFaults, type Fault } from "./faults.js";
import { METHODS } from "./methods.js";
import type { Expectation } from "./oracle.js";
import { type Combination, MAX_RETRY_DELAY_MS, play } from "./play.js";

/** A column of the table: methods that behave alike. */
const READ = "batchJobs.list";
const UPLOAD = "uploads.create";
const CONFIRM = "batchJobs.confirm";
const CANCEL = "batchJobs.cancel";
const CREATE = "batchJobs.create";
const CREATE_WITH_KEY = "batchJobs.create with a key";

const faults = allFaults("http://127.0.0.1:1");

function named<T extends { name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

/** What comes of a call whose first request meets with a fault. */
function meets(method: string, fault: string | Fault, mode: Combination["mode"] = "once") {
  const struck = typeof fault === "string" ? named(faults, fault) : fault;
  return play({ method: named(METHODS, method), fault: struck, mode, retries: 2 });
}

/** What comes of a call when nobody listens. */
async function meetsNoConnection(method: string) {
  let retries = 0;
  const medusa = new Medusa({
    // Port 1 of loopback: nobody listens there, and nobody but root could.
    baseUrl: "http://127.0.0.1:1",
    maxRetryDelay: MAX_RETRY_DELAY_MS,
    onRetry: () => {
      retries += 1;
    },
  });
  const call = named(METHODS, method).call(medusa, "batch_1", {});
  const error = await call.catch((thrown: unknown) => thrown);
  return { retries, code: error instanceof MedusaConnectionError && error.code };
}

/** What a call rejects with that is aborted in the pause before its second attempt. */
async function meetsAbort(method: string) {
  const controller = new AbortController();
  const server = await FaultServer.start({ faults: [named(faults, "503")], afterwards: "repeat" });
  const onRetry = () => controller.abort("enough");
  const medusa = new Medusa({ baseUrl: server.baseUrl, maxRetryDelay: 60_000, onRetry });
  const call = named(METHODS, method).call(medusa, "batch_1", { signal: controller.signal });
  const reason = await call.catch((thrown: unknown) => thrown);
  expect(server.connections).toBe(1);
  await server.close();
  return reason;
}

const ROWS: Record<string, () => Promise<void>> = {
  // Handshakes, proxies and connections that never stand: tls.test.ts, proxy.test.ts, connect.test.ts.
  "no connection: refused, no such host, a handshake or a proxy's CONNECT that failed, a timeout before one stood":
    async () => {
      for (const method of [READ, UPLOAD, CONFIRM, CREATE]) {
        expect(await meetsNoConnection(method)).toEqual({ retries: 2, code: "ECONNREFUSED" });
      }
    },
  "refused by the server: 409, 429, 503": async () => {
    for (const fault of ["409", "429", "503"]) {
      for (const method of [READ, UPLOAD, CONFIRM, CREATE]) {
        expect(await meets(method, fault)).toEqual({ outcome: "resolved", sent: 2, acted: 1 });
      }
    }
  },
  "answer lost: reset, timeout, cut off, 501, 502, 504 and above": async () => {
    const onceMore = { outcome: "resolved", sent: 2 };
    const found = { outcome: "resolved", sent: 1, looked: true, acted: 1 };
    const ambiguous = { outcome: expect.objectContaining({ ambiguous: true }), sent: 1 };
    const lookedForInVain = { ...ambiguous, looked: true, acted: 0 };
    const expected: [method: string, whether: string, Partial<Expectation>][] = [
      [READ, "acted", onceMore],
      [UPLOAD, "acted", onceMore],
      [CONFIRM, "acted", found],
      [CONFIRM, "not acted", lookedForInVain],
      // Each of them, and what a cancel reads at its end.
      [CANCEL, "acted", { outcome: "resolved", sent: 3, acted: 1 }],
      [CANCEL, "not acted", { outcome: "resolved", sent: 4, acted: 1 }],
      [CREATE, "acted", ambiguous],
      [CREATE, "not acted", ambiguous],
      [CREATE_WITH_KEY, "acted", found],
      [CREATE_WITH_KEY, "not acted", lookedForInVain],
    ];
    const lost = ["reset", "silence", "body cut off", "502", "504"];
    const calls = lost.flatMap((fault) =>
      expected.map(async ([method, whether, outcome]) => {
        expect(await meets(method, `${fault}, ${whether}`)).toMatchObject(outcome);
      }),
    );
    await Promise.all(calls);
  },
  "Retry-After longer than maxRetryDelay": async () => {
    for (const method of [READ, UPLOAD, CONFIRM, CREATE]) {
      const outcome = { retryAfter: 3_600_000, ambiguous: false };
      expect(await meets(method, "429, in an hour")).toMatchObject({ outcome, sent: 1, acted: 0 });
    }
  },
  "an error of Medusa's own: 500, other 4xx": async () => {
    for (const fault of ["500", "400", "404"]) {
      for (const method of [READ, UPLOAD, CONFIRM, CREATE]) {
        const outcome = { status: Number(fault), ambiguous: false };
        expect(await meets(method, fault)).toMatchObject({ outcome, sent: 1, acted: 0 });
      }
    }
  },
  "a redirect": async () => {
    for (const method of [READ, UPLOAD, CONFIRM, CREATE]) {
      const outcome = { status: 307, ambiguous: false };
      expect(await meets(method, "307 to another host")).toMatchObject({
        outcome,
        sent: 1,
        acted: 0,
      });
    }
  },
  "success that is not the JSON promised": async () => {
    const done = "200 of HTML, acted";
    expect(await meets(READ, done)).toMatchObject({
      outcome: { error: "MedusaAPIError" },
      sent: 1,
    });
    const found = { outcome: "resolved", sent: 1, looked: true, acted: 1 };
    expect(await meets(CONFIRM, done)).toEqual(found);
    expect(await meets(CANCEL, done)).toEqual({ outcome: "resolved", sent: 3, acted: 1 });
    expect(await meets(CREATE, done)).toMatchObject({ outcome: { ambiguous: true }, sent: 1 });
    expect(await meets(CREATE_WITH_KEY, done)).toEqual(found);
    const undone = "200 of HTML, not acted";
    expect(await meets(CONFIRM, undone)).toMatchObject({ outcome: { ambiguous: true }, acted: 0 });
  },
  abort: async () => {
    for (const method of [READ, UPLOAD, CONFIRM, CREATE])
      expect(await meetsAbort(method)).toBe("enough");
  },
};

describe("What happens when things go wrong", () => {
  test.each(Object.entries(ROWS))("%s", async (_, holds) => holds());

  test("has a test for each row of the table in docs/errors.md", () => {
    expect(documentedRows()).toEqual(Object.keys(ROWS));
  });
});

function documentedRows(): string[] {
  const page = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8");
  const section = page.split("## What happens when things go wrong")[1]?.split("\n#")[0] ?? "";
  return [...section.matchAll(/^\| (.+?) \|/gm)].map(([, cell = ""]) => cell).slice(1);
}

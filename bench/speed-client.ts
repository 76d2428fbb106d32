import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import axios from "axios";
import { Pool } from "undici";

// One contender in a process of its own, whose compiler and garbage nothing else disturbs; built beside
// the SDK by speed.ts: node --expose-gc client.js CONTENDER URL
// "keep" makes it keep many results and say what they take; a case, measure its calls.

/** The calls that are compared; each resolves to what its user would keep. */
interface Calls {
  retrieve(): Promise<unknown>;
  list(): Promise<unknown>;
}

/** This SDK, and medusa-js: the one is a drop-in for the other. */
interface Sdk {
  default: new (
    config: object,
  ) => {
    admin: {
      batchJobs: {
        retrieve(id: string): Promise<unknown>;
        list(query: object): Promise<unknown>;
      };
    };
  };
}

/** Calls to be made, so many at once. */
export interface Case {
  call: keyof Calls;
  times: number;
  inFlight: number;
}

/** What a call took. */
export interface Speed {
  /** CPU time of this process, in microseconds. */
  cpu: number;
  /** Calls per second. */
  rate: number;
}

const ID = "batch_01M84AVC7AYA33XA584Q2S5CFN";
const API_KEY = "test_api_token_admin";
const LIMIT = 100;

/** How many results are kept. */
const KEPT = 10_000;

const CONTENDERS: Record<string, (baseUrl: string) => Promise<Calls>> = {
  async "this SDK"(baseUrl) {
    return callsOf(await built("index"), { baseUrl, apiKey: API_KEY });
  },
  async "this SDK on undici"(baseUrl) {
    const { undiciAdapter } = await built<typeof import("../src/undici/index.js")>("undici/index");
    const axiosAdapter = undiciAdapter();
    return callsOf(await built("index"), { baseUrl, apiKey: API_KEY, axiosAdapter });
  },
  async "medusa-js"(baseUrl) {
    const load = createRequire(`${process.cwd()}/bench/peers/package.json`);
    return callsOf(load("@medusajs/medusa-js"), { baseUrl, apiKey: API_KEY });
  },
  async "bare axios"(baseUrl) {
    // As src/client.ts sets it up.
    const client = axios.create({
      transformRequest: [],
      transformResponse: [],
      validateStatus: null,
      maxRedirects: 0,
      withXSRFToken: false,
    });
    const get = async (path: string) => {
      const { data } = await client.request<string>({
        method: "GET",
        url: baseUrl + path,
        headers: { ...headers(), "content-type": false },
        responseType: "text",
        maxContentLength: 50 * 1024 * 1024,
        withCredentials: true,
      });
      return JSON.parse(data);
    };
    return callsBy(get);
  },
  async "bare undici"(baseUrl) {
    const pool = new Pool(baseUrl, { connections: 100 });
    const get = async (path: string) => {
      const { body } = await pool.request({ method: "GET", path, headers: headers() });
      return JSON.parse(await body.text());
    };
    return callsBy(get);
  },
};

const [contender = "", url = ""] = process.argv.slice(2);
const calls = await CONTENDERS[contender]?.(url);
if (calls === undefined) throw new Error(`There is no contender ${contender}.`);
process.once("disconnect", () => process.exit());
process.on("message", async (task: Case | "keep") => {
  process.send?.(task === "keep" ? await measureKept(calls) : await measure(calls, task));
});

/** A module of the same build. */
async function built<T = Sdk>(name: string): Promise<T> {
  return import(new URL(`${name}.js`, import.meta.url).href);
}

function callsOf({ default: Medusa }: Sdk, config: object): Calls {
  const { batchJobs } = new Medusa(config).admin;
  return { retrieve: () => batchJobs.retrieve(ID), list: () => batchJobs.list({ limit: LIMIT }) };
}

function callsBy(get: (path: string) => Promise<unknown>): Calls {
  return {
    retrieve: () => get(`/admin/batch-jobs/${ID}`),
    list: () => get(`/admin/batch-jobs?limit=${LIMIT}`),
  };
}

function headers() {
  return {
    accept: "application/json",
    "x-medusa-access-token": API_KEY,
    "x-request-id": randomUUID(),
  };
}

async function measure(calls: Calls, { call, times, inFlight }: Case): Promise<Speed> {
  const start = performance.now();
  const before = process.cpuUsage();
  await repeat(calls[call], times, inFlight);
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1_000;
  return { cpu: (user + system) / times, rate: times / seconds };
}

/** The live heap that kept results take, in bytes. */
async function measureKept({ retrieve }: Calls): Promise<number> {
  // The first calls load and compile what all of them use.
  await repeat(retrieve, 1_000, 20);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept: unknown[] = [];
  await repeat(async () => kept.push(await retrieve()), KEPT, 20);
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed - before) * (KEPT / kept.length);
}

async function repeat(call: () => Promise<unknown>, times: number, inFlight: number) {
  let left = times;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

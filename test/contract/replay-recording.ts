import { readFileSync } from "node:fs";

/** One line of `exchanges.jsonl`. */
export interface Exchange {
  section: string;
  name: string;
  request: {
    method: string;
    url: string;
    headers?: Record<string, string | number>;
    body?: string;
  };
  response: {
    status: number;
    statusText?: string;
    headers: Record<string, string | string[]>;
    body: unknown;
  };
  /** A long body was shortened. */
  cut?: true;
}

/** What was recorded on one server; the recorder started a new one for each. */
export interface RecordedServer {
  name: string;
  exchanges: Exchange[];
}

/** The sections that were recorded on one and the same server. */
const SERVERS: readonly (readonly string[])[] = [
  ["auth"],
  ["export"],
  ["import"],
  ["import: fileKey", "order-export", "price-list-import"],
  ["create validation", "unknown id", "cancel/confirm", "other user"],
  ["list"],
  ["idempotency", "http"],
  ["long job"],
  ["production mode"],
  ["extra"],
];

/** The exchanges that the fake is not asked, by what their names begin with, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "imported product": "the fake tells of products what a check of a file asks for",
  "cancel mid-processing: probe products":
    "the fake tells of products what a check of a file asks for",
  "price list after import": "GET /admin/price-lists: not an endpoint of the fake",
  "GET /admin/batch-jobs/../batch-jobs": "a Request resolves the dots before it is sent",
  "gzip request body": "the recording does not keep the bytes of the body",
  "upload of 30 MiB": "the recording has no request",
  "cancel mid-processing: after [changed]":
    "the fake processes in no time: nothing comes in between",
  "cancel mid-processing: finally": "the fake processes in no time: nothing comes in between",
  "cancel mid-processing: probe list": "the fake processes in no time: nothing comes in between",
  "list: order=type": "equal types: the database orders them as it likes",
  "poll f after confirms [changed]":
    "two confirms in flight at once; the fake answers one request after the other",
};

const lines = readFileSync(new URL("../fixtures/exchanges.jsonl", import.meta.url), "utf8");
const exchanges: Exchange[] = lines
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** What is replayed, in order. */
export const RECORDED: readonly RecordedServer[] = SERVERS.map((sections) => ({
  name: sections.join(", "),
  exchanges: exchanges.filter(
    ({ section, name }) => sections.includes(section) && !(name in LEFT_OUT),
  ),
}));

/** The names of all exchanges. */
export const RECORDED_NAMES: readonly string[] = exchanges.map(({ name }) => name);

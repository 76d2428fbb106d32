import type { HeadersLike, Medusa, RequestOptions } from "medusa-batch-jobs";
import type { Promised } from "./faults.js";
import { LOGIN, type Operation } from "./tiny-medusa.js";

/**
 * When a method may be sent a second time after an answer was lost, by the design's retry table:
 * - `freely`: reads, logins, uploads, deletions
 * - `after looking`: what became of the first one must be found out before
 * - `never, but looked for`: what became of the one is to be found out, for as long as it may still be done
 * - `never`
 */
export type Repeats = "freely" | "after looking" | "never, but looked for" | "never";

/** The last arguments of a method: headers and options, or options in their place. */
export type Last = [customHeaders?: HeadersLike | RequestOptions, options?: RequestOptions];

/** A method of the SDK. */
export interface Method {
  name: string;
  operation: Operation;
  promised: Promised;
  repeats: Repeats;
  /** It carries no API token. */
  isPublic?: true;
  /** It changes nothing: an error is never ambiguous. */
  reads?: true;
  /** Requests that come before its own, and meet with no fault: a key is looked for. */
  before: number;
  /** Requests that follow a success: a login makes sure that it has left a session, a cancel reads what became of the job. */
  checks: number;
  call: (medusa: Medusa, jobId: string, ...last: Last) => Promise<object>;
}

const PAYLOAD = { type: "product-export", context: { note: "of the tests" } };
const FILE = new File(["Product Handle;Product Title\r\n"], "products.csv", { type: "text/csv" });
const KEY = { file_key: "products.csv" };

type MethodDetails = Pick<Method, "name" | "operation" | "repeats" | "call"> & Partial<Method>;

function method(details: MethodDetails): Method {
  return { promised: "key", before: 0, checks: 0, ...details };
}

export const METHODS: readonly Method[] = [
  method({
    name: "batchJobs.create",
    operation: "create",
    repeats: "never",
    call: ({ admin }, _id, ...last) => admin.batchJobs.create(PAYLOAD, ...last),
  }),
  method({
    name: "batchJobs.create with a key",
    operation: "create",
    before: 1,
    repeats: "never, but looked for",
    call: ({ admin }, _id, ...last) => admin.batchJobs.create(PAYLOAD, ...withKey(last)),
  }),
  method({
    name: "batchJobs.list",
    operation: "list",
    repeats: "freely",
    reads: true,
    call: ({ admin }, _id, ...last) => admin.batchJobs.list({}, ...last),
  }),
  method({
    name: "batchJobs.retrieve",
    operation: "retrieve",
    repeats: "freely",
    reads: true,
    call: ({ admin }, id, ...last) => admin.batchJobs.retrieve(id, ...last),
  }),
  method({
    name: "batchJobs.confirm",
    operation: "confirm",
    repeats: "never, but looked for",
    call: ({ admin }, id, ...last) => admin.batchJobs.confirm(id, ...last),
  }),
  method({
    name: "batchJobs.cancel",
    operation: "cancel",
    repeats: "after looking",
    checks: 1,
    call: ({ admin }, id, ...last) => admin.batchJobs.cancel(id, ...last),
  }),
  method({
    name: "auth.createSession",
    isPublic: true,
    operation: "login",
    repeats: "freely",
    checks: 1,
    call: ({ admin }, _id, ...last) => admin.auth.createSession(LOGIN, ...last),
  }),
  method({
    name: "auth.getSession",
    operation: "session",
    repeats: "freely",
    reads: true,
    call: ({ admin }, _id, ...last) => admin.auth.getSession(...last),
  }),
  method({
    name: "auth.deleteSession",
    operation: "logout",
    repeats: "freely",
    promised: "nothing",
    call: ({ admin }, _id, ...last) => admin.auth.deleteSession(...last),
  }),
  method({
    name: "auth.getToken",
    operation: "token",
    repeats: "freely",
    call: ({ admin }, _id, ...last) => admin.auth.getToken(LOGIN, ...last),
  }),
  method({
    name: "uploads.create",
    operation: "upload",
    repeats: "freely",
    call: ({ admin }, _id, ...last) => admin.uploads.create(FILE, ...last),
  }),
  method({
    name: "uploads.createProtected",
    operation: "upload",
    repeats: "freely",
    call: ({ admin }, _id, ...last) => admin.uploads.createProtected([FILE], ...last),
  }),
  method({
    name: "uploads.delete",
    operation: "delete file",
    repeats: "freely",
    call: ({ admin }, _id, ...last) => admin.uploads.delete(KEY, ...last),
  }),
  method({
    name: "uploads.getPresignedDownloadUrl",
    operation: "download url",
    repeats: "freely",
    call: ({ admin }, _id, ...last) => admin.uploads.getPresignedDownloadUrl(KEY, ...last),
  }),
  method({
    name: "custom.get",
    operation: "custom",
    repeats: "freely",
    reads: true,
    promised: "anything",
    call: ({ admin }, _id, ...last) =>
      admin.custom.get("/shop", { q: "a b" }, ...optionsFirst(last)),
  }),
  method({
    name: "custom.post",
    operation: "custom",
    repeats: "never",
    promised: "anything",
    call: ({ admin }, _id, ...last) => admin.custom.post("/shop", { a: 1 }, ...optionsFirst(last)),
  }),
  method({
    name: "custom.delete",
    operation: "custom",
    repeats: "freely",
    promised: "anything",
    call: ({ admin }, _id, ...last) => admin.custom.delete("/shop/1", ...optionsFirst(last)),
  }),
  method({
    name: "client.request POST",
    isPublic: true,
    operation: "custom",
    repeats: "never",
    promised: "object",
    call: ({ client }, _id, ...last) =>
      client.request("POST", "/store/carts", { a: 1 }, ...optionsFirst(last)),
  }),
  method({
    name: "client.request GET",
    isPublic: true,
    operation: "custom",
    repeats: "freely",
    reads: true,
    promised: "object",
    call: ({ client }, _id, ...last) =>
      client.request("GET", "/store/carts", undefined, ...optionsFirst(last)),
  }),
];

function withKey([customHeaders, options]: Last): Last {
  const idempotencyKey = "the-key";
  return options === undefined
    ? [{ ...customHeaders, idempotencyKey }]
    : [customHeaders, { ...options, idempotencyKey }];
}

/** As `custom` and `request` take them. */
function optionsFirst([customHeaders, options]: Last): [RequestOptions?, HeadersLike?] {
  return options === undefined ? [Object(customHeaders)] : [options, Object(customHeaders)];
}

import type { Medusa, RequestOptions } from "medusa-batch-jobs";
import type { Promised } from "./faults.js";
import { LOGIN, type Operation } from "./tiny-medusa.js";

/**
 * When a method may be sent a second time after an answer was lost, by the design's retry table:
 * - `freely`: reads, logins, uploads, deletions
 * - `after looking`: what became of the first one must be found out before
 * - `never`
 */
export type Repeats = "freely" | "after looking" | "never";

/** A method of the SDK. */
export interface Method {
  name: string;
  operation: Operation;
  promised: Promised;
  repeats: Repeats;
  /** It changes nothing: an error is never ambiguous. */
  reads?: true;
  /** Requests that follow a success: a login makes sure that it has left a session, a cancel reads what became of the job. */
  checks: number;
  call: (medusa: Medusa, jobId: string, options: RequestOptions) => Promise<object>;
}

const PAYLOAD = { type: "product-export", context: { note: "of the tests" } };
const FILE = new File(["Product Handle;Product Title\r\n"], "products.csv", { type: "text/csv" });
const KEY = { file_key: "products.csv" };

type MethodDetails = Pick<Method, "name" | "operation" | "repeats" | "call"> & Partial<Method>;

function method(details: MethodDetails): Method {
  return { promised: "key", checks: 0, ...details };
}

export const METHODS: readonly Method[] = [
  method({
    name: "batchJobs.create",
    operation: "create",
    repeats: "never",
    call: ({ admin }, _id, options) => admin.batchJobs.create(PAYLOAD, {}, options),
  }),
  method({
    name: "batchJobs.create with a key",
    operation: "create",
    repeats: "after looking",
    call: ({ admin }, _id, options) =>
      admin.batchJobs.create(PAYLOAD, {}, { ...options, idempotencyKey: "the-key" }),
  }),
  method({
    name: "batchJobs.list",
    operation: "list",
    repeats: "freely",
    reads: true,
    call: ({ admin }, _id, options) => admin.batchJobs.list({}, {}, options),
  }),
  method({
    name: "batchJobs.retrieve",
    operation: "retrieve",
    repeats: "freely",
    reads: true,
    call: ({ admin }, id, options) => admin.batchJobs.retrieve(id, {}, options),
  }),
  method({
    name: "batchJobs.confirm",
    operation: "confirm",
    repeats: "after looking",
    call: ({ admin }, id, options) => admin.batchJobs.confirm(id, {}, options),
  }),
  method({
    name: "batchJobs.cancel",
    operation: "cancel",
    repeats: "after looking",
    checks: 1,
    call: ({ admin }, id, options) => admin.batchJobs.cancel(id, {}, options),
  }),
  method({
    name: "auth.createSession",
    operation: "login",
    repeats: "freely",
    checks: 1,
    call: ({ admin }, _id, options) => admin.auth.createSession(LOGIN, {}, options),
  }),
  method({
    name: "auth.getSession",
    operation: "session",
    repeats: "freely",
    reads: true,
    call: ({ admin }, _id, options) => admin.auth.getSession({}, options),
  }),
  method({
    name: "auth.deleteSession",
    operation: "logout",
    repeats: "freely",
    promised: "nothing",
    call: ({ admin }, _id, options) => admin.auth.deleteSession({}, options),
  }),
  method({
    name: "auth.getToken",
    operation: "token",
    repeats: "freely",
    call: ({ admin }, _id, options) => admin.auth.getToken(LOGIN, {}, options),
  }),
  method({
    name: "uploads.create",
    operation: "upload",
    repeats: "freely",
    call: ({ admin }, _id, options) => admin.uploads.create(FILE, {}, options),
  }),
  method({
    name: "uploads.createProtected",
    operation: "upload",
    repeats: "freely",
    call: ({ admin }, _id, options) => admin.uploads.createProtected([FILE], {}, options),
  }),
  method({
    name: "uploads.delete",
    operation: "delete file",
    repeats: "freely",
    call: ({ admin }, _id, options) => admin.uploads.delete(KEY, {}, options),
  }),
  method({
    name: "uploads.getPresignedDownloadUrl",
    operation: "download url",
    repeats: "freely",
    call: ({ admin }, _id, options) => admin.uploads.getPresignedDownloadUrl(KEY, {}, options),
  }),
  method({
    name: "custom.get",
    operation: "custom",
    repeats: "freely",
    reads: true,
    promised: "anything",
    call: ({ admin }, _id, options) => admin.custom.get("/shop", { q: "a b" }, options),
  }),
  method({
    name: "custom.post",
    operation: "custom",
    repeats: "never",
    promised: "anything",
    call: ({ admin }, _id, options) => admin.custom.post("/shop", { a: 1 }, options),
  }),
  method({
    name: "custom.delete",
    operation: "custom",
    repeats: "freely",
    promised: "anything",
    call: ({ admin }, _id, options) => admin.custom.delete("/shop/1", options),
  }),
  method({
    name: "client.request POST",
    operation: "custom",
    repeats: "never",
    promised: "object",
    call: ({ client }, _id, options) => client.request("POST", "/store/carts", { a: 1 }, options),
  }),
  method({
    name: "client.request GET",
    operation: "custom",
    repeats: "freely",
    reads: true,
    promised: "object",
    call: ({ client }, _id, options) => client.request("GET", "/store/carts", undefined, options),
  }),
];

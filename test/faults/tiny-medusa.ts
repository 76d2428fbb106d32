import type { AdminPostBatchesReq, BatchJob } from "medusa-batch-jobs";

/** A request as it came off the wire. */
export interface WireRequest {
  method: string;
  /** Without the query string. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a request asks for. */
export type Operation =
  | "create"
  | "list"
  | "retrieve"
  | "confirm"
  | "cancel"
  | "login"
  | "session"
  | "logout"
  | "token"
  | "upload"
  | "delete file"
  | "download url"
  | "custom";

export const LOGIN = { email: "admin@medusa-test.com", password: "supersecret" };
export const API_KEY = "api-token-of-the-tests";
/** Encoded, as express-session sends it. */
export const SESSION = "s%3Asession-of-the-tests.signature%2Fof%2Bit";
export const JWT = "jwt.of-the.tests";

const ROUTES: [method: string, path: RegExp, operation: Operation][] = [
  ["POST", /^\/admin\/batch-jobs$/, "create"],
  ["GET", /^\/admin\/batch-jobs$/, "list"],
  ["GET", /^\/admin\/batch-jobs\/[\w-]+$/, "retrieve"],
  ["POST", /^\/admin\/batch-jobs\/[\w-]+\/confirm$/, "confirm"],
  ["POST", /^\/admin\/batch-jobs\/[\w-]+\/cancel$/, "cancel"],
  ["POST", /^\/admin\/auth$/, "login"],
  ["GET", /^\/admin\/auth$/, "session"],
  ["DELETE", /^\/admin\/auth$/, "logout"],
  ["POST", /^\/admin\/auth\/token$/, "token"],
  ["POST", /^\/admin\/uploads(?:\/protected)?$/, "upload"],
  ["DELETE", /^\/admin\/uploads$/, "delete file"],
  ["POST", /^\/admin\/uploads\/download-url$/, "download url"],
];

export function operationOf({ method, path }: WireRequest): Operation {
  return ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? "custom";
}

const USER = { id: "usr_01", email: LOGIN.email, role: "admin", api_token: API_KEY };

/** Just enough of a Medusa: it acts, and counts what it did. */
export class TinyMedusa {
  readonly jobs = new Map<string, BatchJob>();
  readonly #acted = new Map<Operation, number>();
  /** By the request that made it: all attempts of one call carry the same `x-request-id`. */
  readonly #origins: string[] = [];
  #nextId = 1;

  /** How often it did what an operation asks for. */
  acted(operation: Operation): number {
    return this.#acted.get(operation) ?? 0;
  }

  /** Jobs beyond the first of one call. */
  get duplicates(): number {
    return this.#origins.length - new Set(this.#origins).size;
  }

  jobsWithKey(key: string): BatchJob[] {
    return [...this.jobs.values()].filter((job) => job.context?.idempotency_key === key);
  }

  /** A dry run that waits to be confirmed. */
  addPreparedJob(): BatchJob {
    const job = this.#addJob({ type: "product-import", context: {}, dry_run: true });
    return this.#stamp(job, "pre_processed");
  }

  act(request: WireRequest): WireAnswer {
    // From 1.17, Medusa takes no API token there.
    if (request.headers.authorization === `Bearer ${API_KEY}`) return unauthorized();
    const operation = operationOf(request);
    const answer = this.#actions[operation](request);
    if (answer.status < 300) this.#acted.set(operation, this.acted(operation) + 1);
    return answer;
  }

  readonly #actions: Record<Operation, (request: WireRequest) => WireAnswer> = {
    create: (request) => {
      const batch_job = this.#addJob(JSON.parse(request.body));
      this.#origins.push(request.headers["x-request-id"] ?? batch_job.id);
      return json(201, { batch_job });
    },
    list: ({ query }) => json(200, this.#page(query)),
    retrieve: (request) => this.#onJob(request, (job) => job),
    confirm: (request) =>
      this.#onJob(
        request,
        (job) => job.status === "pre_processed" && this.#stamp(job, "confirmed"),
      ),
    cancel: (request) =>
      this.#onJob(request, (job) => job.status !== "completed" && this.#stamp(job, "canceled")),
    login: ({ body }) =>
      isLogin(body)
        ? json(200, { user: USER }, { "set-cookie": `connect.sid=${SESSION}; Path=/; HttpOnly` })
        : unauthorized(),
    session: ({ headers }) => (isLoggedIn(headers) ? json(200, { user: USER }) : unauthorized()),
    logout: () => ({ status: 200, headers: { "content-type": "text/plain" }, body: "OK" }),
    token: ({ body }) => {
      if (body === "{}") return medusaError(400, "invalid_data");
      return isLogin(body) ? json(200, { access_token: JWT }) : unauthorized();
    },
    upload: (request) => {
      const uploads = filesIn(request).map((key) => ({ url: `http://files/${key}`, key }));
      return uploads.length > 0 ? json(200, { uploads }) : medusaError(500, "unknown_error");
    },
    "delete file": ({ body }) =>
      json(200, { id: JSON.parse(body).file_key, object: "file", deleted: true }),
    "download url": ({ body }) =>
      json(200, { download_url: `http://files/${JSON.parse(body).file_key}` }),
    custom: ({ method, path, body }) => json(200, { echo: { method, path, body } }),
  };

  #addJob({ type, context, dry_run = false }: AdminPostBatchesReq<string>): BatchJob {
    const now = new Date().toISOString();
    const id = `batch_${String(this.#nextId++).padStart(6, "0")}`;
    const job: BatchJob = {
      id,
      type,
      status: "created",
      created_by: USER.id,
      dry_run,
      context: { ...context },
      result: null,
      pre_processed_at: null,
      confirmed_at: null,
      processing_at: null,
      completed_at: null,
      canceled_at: null,
      failed_at: null,
      created_at: now,
      updated_at: now,
      deleted_at: null,
    };
    this.jobs.set(id, job);
    return job;
  }

  #stamp(job: BatchJob, status: "pre_processed" | "confirmed" | "canceled"): BatchJob {
    const stamped = { ...job, status, [`${status}_at`]: new Date().toISOString() };
    this.jobs.set(job.id, stamped);
    return stamped;
  }

  #onJob({ path }: WireRequest, change: (job: BatchJob) => BatchJob | false): WireAnswer {
    const job = this.jobs.get(path.split("/")[3] ?? "");
    if (job === undefined) return medusaError(404, "not_found");
    const batch_job = change(job);
    return batch_job === false ? medusaError(400, "not_allowed") : json(200, { batch_job });
  }

  /** Filters by id, type and time of creation, as far as following and the looking for a job go. */
  #page(query: URLSearchParams): object {
    const offset = Number(query.get("offset") ?? 0);
    const limit = Number(query.get("limit") ?? 10);
    const ids = query.getAll("id[]");
    const types = query.getAll("type[]");
    const from = query.get("created_at[gte]") ?? "";
    const before = query.get("created_at[lt]") ?? "~";
    const oldestFirst = [...this.jobs.values()].filter(
      ({ id, type, created_at }) =>
        (ids.length === 0 || ids.includes(id)) &&
        (types.length === 0 || types.includes(type)) &&
        created_at >= from &&
        created_at < before,
    );
    const rows = query.get("order") === "created_at" ? oldestFirst : oldestFirst.reverse();
    const batch_jobs = rows.slice(offset, offset + limit);
    return { batch_jobs, count: rows.length, offset, limit };
  }
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): WireAnswer {
  const type = { "content-type": "application/json; charset=utf-8" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

export function medusaError(status: number, type: string): WireAnswer {
  return json(status, { type, message: `An error of type ${type}.` });
}

function unauthorized(): WireAnswer {
  return { status: 401, headers: {}, body: "Unauthorized" };
}

function isLogin(body: string): boolean {
  const { email, password } = JSON.parse(body);
  return email === LOGIN.email && password === LOGIN.password;
}

function isLoggedIn(headers: Record<string, string>): boolean {
  return (
    headers.cookie === `connect.sid=${SESSION}` ||
    headers.authorization === `Bearer ${JWT}` ||
    headers["x-medusa-access-token"] === API_KEY
  );
}

/** The names of a form's files; none if the form is not whole, or not the one its header announces. */
function filesIn({ headers, body }: WireRequest): string[] {
  const boundary = /boundary=("?)([^";]+)\1/.exec(headers["content-type"] ?? "")?.[2];
  if (boundary === undefined || !body.trimEnd().endsWith(`--${boundary}--`)) return [];
  return body
    .split(`--${boundary}\r\n`)
    .flatMap((part) => /name="files"; filename="([^"]+)"/.exec(part)?.[1] ?? []);
}

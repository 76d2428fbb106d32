import type { BatchJob } from "../types/batch-job.js";
import { RESTARTS } from "./event-bus.js";
import { type Answer, toResponse } from "./http.js";
import { catchUp, failJob, obstacleFor, takeWholeStep } from "./job-runner.js";
import type { JobRecord } from "./job-store.js";
import type { JobError } from "./lifecycle.js";
import { DEFAULT_BASE_URL, type FakeMedusaOptions, type FakeUser } from "./options.js";
import { respond } from "./respond.js";
import { isPlayed } from "./router.js";
import { type LoggedRequest, makeServer, type Server } from "./server.js";
import { readCookie } from "./sessions.js";
import type { FakeListPrice, FakeProduct } from "./shop.js";

/** The longest path and query that the server reads: bytes. Beyond: 431, without a body. */
export const MAX_TARGET_BYTES = 16_282;

/**
 * A Medusa v1 backend in memory: login, batch jobs and uploads, with state, and with the quirks that
 * were measured on real ones. It has no timers: jobs move on by the clock when a request arrives, or
 * when a test says so.
 *
 * @example
 * ```ts
 * import { FakeMedusa } from "medusa-batch-jobs/testing";
 *
 * const fake = new FakeMedusa({ products: [{ handle: "cup", title: "Cup" }], tick: Infinity });
 * const response = await fake.fetch(
 *   new Request(`${fake.baseUrl}/admin/batch-jobs`, {
 *     method: "POST",
 *     headers: { "content-type": "application/json", "x-medusa-access-token": "test_api_token_admin" },
 *     body: JSON.stringify({ type: "product-export", context: {} }),
 *   }),
 * );
 * const { batch_job } = await response.json();
 * fake.advance(batch_job.id);
 * console.log(fake.job(batch_job.id)?.status); // "confirmed"
 * ```
 */
export class FakeMedusa {
  /** Where it seems to be, without a slash at the end. */
  readonly baseUrl: string;
  readonly #options: FakeMedusaOptions;
  readonly #basePath: string;
  #server: Server;

  /** @throws {TypeError} for a `baseUrl` that is not a URL */
  constructor(options: FakeMedusaOptions = {}) {
    this.baseUrl = (options.baseUrl ?? DEFAULT_BASE_URL).replace(/\/+$/, "");
    this.#basePath = new URL(this.baseUrl).pathname.replace(/\/$/, "");
    this.#options = options;
    this.#server = makeServer(options, this.baseUrl);
  }

  /**
   * Answers a request as the server would; the request's host does not matter. A path that the server
   * does not have is answered with Express's own 404 page.
   */
  async fetch(request: Request): Promise<Response> {
    return toResponse(await this.answer(request));
  }

  /**
   * Like {@link fetch}, as plain data: for adapters to servers and mocks.
   *
   * @param cookie the `cookie` header, where the request cannot have one. Default: the request's
   */
  async answer(request: Request, cookie = request.headers.get("cookie")): Promise<Answer> {
    const { settings, sessions, requests } = this.#server;
    const now = settings.clock();
    const { pathname, search } = new URL(request.url);
    const path = this.#pathBelowBase(pathname);
    const headers = Object.fromEntries(request.headers);
    const number = requests.push({ method: request.method, path, query: search, headers });
    if (path.length + search.length > MAX_TARGET_BYTES) {
      return { status: 431, headers: [["connection", "close"]], body: null };
    }
    catchUp(this.#server, now);
    const value = readCookie(cookie, settings.cookieName);
    const session = sessions.open(value, now);
    const { method } = request;
    return respond({ method, path, search, request, session, number, now }, value, this.#server);
  }

  /** Whether a URL, or a path below the base URL, is one of the endpoints that the fake plays. */
  handles(url: URL | string): boolean {
    const { origin, pathname } = new URL(url, `${this.baseUrl}/`);
    return origin === new URL(this.baseUrl).origin && isPlayed(this.#pathBelowBase(pathname));
  }

  /** Who may log in. */
  get users(): readonly (FakeUser & Record<"id" | "apiToken", string>)[] {
    return this.#server.accounts.map(({ user, password }) => ({
      id: user.id,
      email: user.email,
      password,
      apiToken: user.api_token ?? "",
    }));
  }

  /** All jobs, of all users, in the order of their creation: snapshots. */
  get jobs(): readonly BatchJob[] {
    return this.#current.jobs.all().map(({ job }) => structuredClone(job));
  }

  /** A snapshot of a job. */
  job(id: string): BatchJob | undefined {
    return structuredClone(this.#current.jobs.get(id)?.job);
  }

  /** The shop's products: what an export reads and an import writes. */
  get products(): readonly FakeProduct[] {
    return structuredClone([...this.#current.shop.products.values()]);
  }

  /** The ids of the shop's price lists. */
  get priceLists(): readonly string[] {
    return [...this.#server.shop.priceLists.keys()];
  }

  /** The prices of a price list; empty for an unknown one. */
  pricesOf(priceListId: string): readonly FakeListPrice[] {
    return structuredClone(this.#current.shop.priceLists.get(priceListId) ?? []);
  }

  /** The content of all files as text, by key. */
  get files(): ReadonlyMap<string, string> {
    const { files } = this.#current.shop;
    return new Map(files.keys().map((key) => [key, files.text(key) ?? ""]));
  }

  /** How many sessions the server holds. */
  get sessions(): number {
    return this.#server.sessions.size;
  }

  /** What arrived, in order. */
  get requests(): readonly LoggedRequest[] {
    return [...this.#server.requests];
  }

  /**
   * Takes one step with a job, now: `created` → `pre_processed` (→ `confirmed`, unless it is a dry
   * run) → `completed`; or `failed`, where the server would.
   *
   * @throws {Error} when there is no step: no such job, it has ended, waits for a confirmation, for a file, or for other jobs
   */
  advance(id: string): BatchJob {
    const record = this.#require(id);
    const obstacle = obstacleFor(record, this.#server);
    if (obstacle) throw new Error(`Cannot advance batch job ${id}: it ${obstacle}.`);
    takeWholeStep(record, this.#server, this.#server.settings.clock());
    return structuredClone(record.job);
  }

  /** Advances a job until it has ended, or waits for a confirmation or for a file. */
  settle(id: string): BatchJob {
    const record = this.#require(id);
    // Not by `advance`, which would refuse when the clock has taken the step meanwhile.
    while (!obstacleFor(record, this.#server)) {
      takeWholeStep(record, this.#server, this.#server.settings.clock());
    }
    return structuredClone(record.job);
  }

  /**
   * Fails a job as a strategy that throws would. A text is written to the result's errors as it is;
   * an error with a code as an object and, a step later, as a text too.
   */
  fail(id: string, error: JobError = "Something went wrong"): BatchJob {
    const record = this.#require(id);
    failJob(record, error, this.#server, this.#server.settings.clock());
    return structuredClone(record.job);
  }

  /**
   * What a kill and a restart of the server do to its jobs, now. On the local event bus, those that are confirmed stay
   * so for ever, and the others go on. On Redis the job that is at work is taken up again, {@link RESUMED_AFTER_MS}
   * later, once; all others lose their event, and stay as they are for ever.
   */
  restart(): void {
    const server = this.#current;
    RESTARTS[server.settings.eventBus](server, server.settings.clock());
  }

  /** Begins anew: without jobs, files, sessions and logged requests, with the shop of the options. The users keep their ids. */
  reset(): void {
    const { accounts } = this.#server;
    this.#server = { ...makeServer(this.#options, this.baseUrl), accounts };
  }

  // Looking at the state moves it on as a request would: it is what it is at that time.
  get #current(): Server {
    catchUp(this.#server, this.#server.settings.clock());
    return this.#server;
  }

  #require(id: string): JobRecord {
    const record = this.#current.jobs.get(id);
    if (!record) throw new Error(`There is no batch job ${id}.`);
    return record;
  }

  #pathBelowBase(pathname: string): string {
    const isBelow = `${pathname}/`.startsWith(`${this.#basePath}/`);
    return isBelow ? pathname.slice(this.#basePath.length) : pathname;
  }
}

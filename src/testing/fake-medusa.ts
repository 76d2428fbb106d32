import type { BatchJob } from "../types/batch-job.js";
import { type Answer, toResponse } from "./http.js";
import { catchUp, failJob, takeStep } from "./job-runner.js";
import { type JobRecord, JobStore } from "./job-store.js";
import { type JobError, nextStep } from "./lifecycle.js";
import {
  DEFAULT_BASE_URL,
  DEFAULT_COOKIE_NAME,
  DEFAULT_TICK_MS,
  DEFAULT_USERS,
  type FakeMedusaOptions,
  makeAccount,
} from "./options.js";
import { respond } from "./respond.js";
import { isPlayed } from "./router.js";
import type { Server } from "./server.js";
import { readCookie, Sessions } from "./sessions.js";
import { type FakePriceList, type FakeProduct, FakeShop } from "./shop.js";
import { BUILT_IN_STRATEGIES } from "./strategies/index.js";

/** The longest path and query that the server reads: bytes. Beyond: 431, without a body. */
export const MAX_TARGET_BYTES = 16_282;

/** A request that reached the fake. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** With its question mark; empty if there is none. */
  query: string;
  headers: Record<string, string>;
}

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
  readonly #requests: LoggedRequest[] = [];
  #server: Server;

  /** @throws {TypeError} for a `baseUrl` that is not a URL */
  constructor(options: FakeMedusaOptions = {}) {
    this.baseUrl = (options.baseUrl ?? DEFAULT_BASE_URL).replace(/\/+$/, "");
    this.#basePath = new URL(this.baseUrl).pathname.replace(/\/$/, "");
    this.#options = options;
    this.#server = makeServer(options, this.baseUrl);
  }

  /** Answers a request as the server would; its host does not matter. What the fake does not know is Express's 404 page. */
  async fetch(request: Request): Promise<Response> {
    return toResponse(await this.answer(request));
  }

  /**
   * Like {@link fetch}, as plain data: for adapters to servers and mocks.
   *
   * @param cookie the `cookie` header, where the request cannot have one. Default: the request's
   */
  async answer(request: Request, cookie = request.headers.get("cookie")): Promise<Answer> {
    const { settings, sessions } = this.#server;
    const now = settings.clock();
    const { pathname, search } = new URL(request.url);
    const path = this.#pathBelowBase(pathname);
    this.#requests.push({
      method: request.method,
      path,
      query: search,
      headers: Object.fromEntries(request.headers),
    });
    if (path.length + search.length > MAX_TARGET_BYTES)
      return { status: 431, headers: [["connection", "close"]], body: null };
    catchUp(this.#server, now);
    const value = readCookie(cookie, settings.cookieName);
    const session = sessions.open(value, now);
    return respond(
      { method: request.method, path, search, request, session, now },
      value,
      this.#server,
    );
  }

  /** Whether a URL, or a path below the base URL, is one of the endpoints that the fake plays. */
  handles(url: URL | string): boolean {
    const { origin, pathname } = new URL(url, `${this.baseUrl}/`);
    return origin === new URL(this.baseUrl).origin && isPlayed(this.#pathBelowBase(pathname));
  }

  /** All jobs, of all users, in the order of their creation: snapshots. */
  get jobs(): readonly BatchJob[] {
    return this.#server.jobs.all().map(({ job }) => structuredClone(job));
  }

  /** A snapshot of a job. */
  job(id: string): BatchJob | undefined {
    return structuredClone(this.#server.jobs.get(id)?.job);
  }

  /** The shop's products: what an export reads and an import writes. */
  get products(): readonly FakeProduct[] {
    return structuredClone([...this.#server.shop.products.values()]);
  }

  /** The shop's price lists. */
  get priceLists(): readonly FakePriceList[] {
    return structuredClone([...this.#server.shop.priceLists.values()]);
  }

  /** The content of all files as text, by key. */
  get files(): ReadonlyMap<string, string> {
    const { files } = this.#server.shop;
    return new Map(files.keys().map((key) => [key, files.text(key) ?? ""]));
  }

  /** How many sessions the server holds. */
  get sessions(): number {
    return this.#server.sessions.size;
  }

  /** What arrived, in order. */
  get requests(): readonly LoggedRequest[] {
    return [...this.#requests];
  }

  /**
   * Takes one step with a job, now: `created` → `pre_processed` (→ `confirmed`, unless it is a dry
   * run) → `completed`; or `failed`, where the server would.
   *
   * @throws {Error} when there is no step: no such job, it has ended, waits for a confirmation or for a file
   */
  advance(id: string): BatchJob {
    const record = this.#require(id);
    const obstacle = obstacleFor(record);
    if (obstacle) throw new Error(`Cannot advance batch job ${id}: it ${obstacle}.`);
    takeStep(record, this.#server, this.#server.settings.clock());
    return structuredClone(record.job);
  }

  /** Advances a job until it has ended, or waits for a confirmation or for a file. */
  settle(id: string): BatchJob {
    const record = this.#require(id);
    while (!obstacleFor(record)) this.advance(id);
    return structuredClone(record.job);
  }

  /** Fails a job as a strategy that throws `error`: a string is written as one, an object as an object and, a step later, as a string too. */
  fail(id: string, error: JobError = "Something went wrong"): BatchJob {
    const record = this.#require(id);
    failJob(record, error, this.#server, this.#server.settings.clock());
    return structuredClone(record.job);
  }

  /** Begins anew: no jobs, files, sessions and logged requests, and the products of the options. The users keep their ids. */
  reset(): void {
    const { accounts } = this.#server;
    this.#server = { ...makeServer(this.#options, this.baseUrl), accounts };
    this.#requests.length = 0;
  }

  #require(id: string): JobRecord {
    const record = this.#server.jobs.get(id);
    if (!record) throw new Error(`There is no batch job ${id}.`);
    return record;
  }

  #pathBelowBase(pathname: string): string {
    return pathname.startsWith(this.#basePath) ? pathname.slice(this.#basePath.length) : pathname;
  }
}

function obstacleFor({ job, stuck }: JobRecord): string | undefined {
  if (stuck) return "waits for a file that does not exist, for ever";
  if (job.failed_at || job.completed_at) return `has ended (${job.status})`;
  if (nextStep(job)) return undefined;
  return job.canceled_at ? "has ended (canceled)" : "waits for a confirmation";
}

function makeServer(options: FakeMedusaOptions, baseUrl: string): Server {
  const { users = DEFAULT_USERS, clock = Date.now, tick = DEFAULT_TICK_MS } = options;
  const { cookieName = DEFAULT_COOKIE_NAME, production = false, strategies = [] } = options;
  const now = clock();
  return {
    settings: { baseUrl, clock, tick, cookieName, production },
    accounts: users.map((user) => makeAccount(user, now)),
    sessions: new Sessions(),
    jobs: new JobStore(),
    shop: new FakeShop(options, now),
    strategies: new Map(
      [...BUILT_IN_STRATEGIES, ...strategies].map((strategy) => [strategy.type, strategy]),
    ),
  };
}

import { FakeMedusa, type FakeMedusaOptions } from "medusa-batch-jobs/testing";
import { signToken } from "../../src/testing/tokens.js";
import type { BatchJob } from "../../src/types/batch-job.js";
import {
  byUpdate,
  createdJob,
  firstInstant,
  isCreation,
  isListing,
  jobsBefore,
  jobsIn,
  lastSnapshots,
  mentions,
  originalContext,
  parseClaims,
  usersOf,
} from "./replay-jobs.js";
import type { Exchange, RecordedServer } from "./replay-recording.js";
import { csvFor, shopFor } from "./replay-shop.js";

const BASE = "http://127.0.0.1:9000";
const TOKEN = { "x-medusa-access-token": "test_api_token_admin" };

/** The only session cookie that the recorder sent. */
const RECORDED_SESSION =
  "s%3AMnXS5cRoo_WzQTVZ_70G9dRNqK92vJun.5Lhl6WhB2Xiud8G4u%2BulhdZZkJmKtrn9Cuy4QVpW3A4";

/**
 * A fake in the state that a recorded server was in. The recording lacks some of the calls that led there: jobs and
 * files that it only mentions are made when they are first mentioned, jobs in the order of their creation.
 */
export class ReplayWorld {
  readonly #fake: FakeMedusa;
  /** What a recorded id, key, cookie or token is called in the fake. */
  readonly #names = new Map<string, string>();
  /** As they were seen last, in the order of their creation. */
  readonly #recordedJobs: BatchJob[];
  /** The ids of those whose creation was recorded. */
  readonly #toBeMade: ReadonlySet<string>;
  #now: number;
  #etag = "";

  constructor(server: RecordedServer, options: FakeMedusaOptions = {}) {
    this.#recordedJobs = lastSnapshots(server);
    this.#toBeMade = new Set(
      server.exchanges.filter(isCreation).map((exchange) => createdJob(exchange)?.id ?? ""),
    );
    this.#now = firstInstant(server);
    this.#fake = new FakeMedusa({
      baseUrl: BASE,
      clock: () => this.#now,
      tick: Infinity,
      users: usersOf(server),
      ...shopFor(server.name),
      ...options,
    });
  }

  /** Brings the fake to where the recorded server was, and asks it what that one was asked. */
  async replay(exchange: Exchange): Promise<Response> {
    await this.#arrange(exchange);
    const response = await this.#fake.fetch(this.#requestOf(exchange));
    await this.#learn(exchange, response.clone());
    return response;
  }

  async #arrange(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const made = isCreation(exchange) ? createdJob(exchange) : undefined;
    await this.#makeJobs(exchange, made);
    if (made) this.#passTo(made.created_at);
    const keys = made ? (request.body?.match(/\d{13}-[\w-]+\.csv/g) ?? []) : [];
    for (const key of keys) await this.#makeFile(key, exchange.name);
    const exporter = this.#recordedJobs.find(({ result }) => mentions(request, result?.file_key));
    const shown = request.method === "GET" ? this.#jobsShown(exchange) : jobsBefore(exchange);
    const jobs = [...shown, ...(exporter ? [exporter] : [])].filter((job) => job.updated_at);
    for (const job of jobs.sort(byUpdate)) await this.#bringTo(job);
    if (exporter) this.#learnFile(exporter);
  }

  // No job moved while the recorder listed them in all ways.
  #jobsShown(exchange: Exchange): BatchJob[] {
    return isListing(exchange) ? this.#recordedJobs : jobsIn(exchange.response.body);
  }

  // Those that are mentioned, or listed, and all that were there before them.
  async #makeJobs(exchange: Exchange, made: BatchJob | undefined): Promise<void> {
    const isNeeded = ({ id }: BatchJob) => isListing(exchange) || mentions(exchange, id);
    const last = made ?? this.#recordedJobs.findLast(isNeeded);
    for (const job of this.#recordedJobs) {
      const isDue = last !== undefined && job.created_at <= last.created_at;
      if (isDue && !this.#toBeMade.has(job.id)) await this.#makeJob(job);
    }
  }

  async #makeJob(job: BatchJob): Promise<void> {
    if (this.#names.has(job.id)) return;
    this.#passTo(job.created_at);
    const context = originalContext(job);
    if (typeof context.fileKey === "string") await this.#makeFile(context.fileKey, job.id);
    const body = this.#renamed(JSON.stringify({ type: job.type, dry_run: job.dry_run, context }));
    const { batch_job } = await this.#ask("POST", "/admin/batch-jobs", body);
    this.#names.set(job.id, batch_job.id);
  }

  async #makeFile(key: string, name: string): Promise<void> {
    if (this.#names.has(key)) return;
    const form = new FormData();
    form.append("files", new File([csvFor(key, name)], key.replace(/^\d+-/, "")));
    const request = new Request(`${BASE}/admin/uploads`, {
      method: "POST",
      headers: TOKEN,
      body: form,
    });
    const { uploads } = await (await this.#fake.fetch(request)).json();
    this.#names.set(key, uploads[0].key);
  }

  async #bringTo(recorded: BatchJob): Promise<void> {
    const id = this.#names.get(recorded.id);
    if (id === undefined) return;
    for (let step = 0; step < 5; step++) {
      const job = this.#fake.job(id);
      if (job?.status === recorded.status || (job?.canceled_at && !recorded.canceled_at)) return;
      this.#passTo(recorded.updated_at);
      await this.#step(id, recorded);
    }
  }

  async #step(id: string, recorded: BatchJob): Promise<void> {
    const job = this.#fake.job(id);
    const hasReached = (stamp: "pre_processed_at" | "confirmed_at") =>
      Boolean(job?.[stamp]) === Boolean(recorded[stamp]);
    const isDue =
      recorded.canceled_at &&
      !job?.canceled_at &&
      hasReached("pre_processed_at") &&
      hasReached("confirmed_at");
    if (isDue) await this.#ask("POST", `/admin/batch-jobs/${id}/cancel`);
    else if (job?.status === "pre_processed")
      await this.#ask("POST", `/admin/batch-jobs/${id}/confirm`);
    else this.#fake.advance(id);
  }

  async #ask(method: string, path: string, body?: string) {
    const headers = { ...TOKEN, "content-type": "application/json" };
    return (await this.#fake.fetch(new Request(BASE + path, { method, headers, body }))).json();
  }

  #requestOf({ request }: Exchange): Request {
    const { method, url } = request;
    const headers = new Headers(method === "GET" && !request.headers ? TOKEN : {});
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (name !== "content-length") headers.set(name, this.#header(name, String(value)));
    }
    const body = request.body === undefined ? undefined : this.#body(request);
    return new Request(BASE + this.#renamed(url), { method, headers, body });
  }

  #header(name: string, value: string): string {
    if (name === "if-none-match") return this.#etag;
    const renamed = this.#renamed(value);
    const claims = /^Bearer ey[\w-]+\.([\w-]+)\./.exec(renamed)?.[1];
    return claims === undefined ? renamed : `Bearer ${signToken(parseClaims(claims))}`;
  }

  #body({ headers, body = "" }: Exchange["request"]): BodyInit {
    // The recorder wrote down each byte of a multipart body as one character.
    if (String(headers?.["content-type"]).startsWith("multipart"))
      return Uint8Array.from(body, (character) => character.charCodeAt(0));
    if (!body.endsWith("…(cut)")) return this.#renamed(body);
    const end = '"}}';
    return body.slice(0, 100).padEnd(Number(headers?.["content-length"]) - end.length, "x") + end;
  }

  async #learn(exchange: Exchange, response: Response): Promise<void> {
    this.#etag = response.headers.get("etag") ?? this.#etag;
    const recorded = exchange.response.body;
    const cookie = /^connect\.sid=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
    if (exchange.name === "session: ok" && cookie) this.#names.set(RECORDED_SESSION, cookie);
    if (!(recorded instanceof Object)) return;
    const actual = await response.json();
    const [before] = jobsIn(recorded);
    if (isCreation(exchange) && before) this.#names.set(before.id, actual.batch_job.id);
    for (const job of jobsIn(recorded)) this.#learnFile(job);
    if ("uploads" in recorded && Array.isArray(recorded.uploads)) {
      for (const [index, { key }] of recorded.uploads.entries()) {
        this.#names.set(key, actual.uploads[index].key);
      }
    }
  }

  #learnFile({ id, result }: BatchJob): void {
    const file = this.#fake.job(this.#names.get(id) ?? "")?.result?.file_key;
    if (result?.file_key && file) this.#names.set(result.file_key, file);
  }

  #renamed(text: string): string {
    return [...this.#names].reduce((all, [recorded, name]) => all.replaceAll(recorded, name), text);
  }

  #passTo(time: string): void {
    this.#now = Math.max(this.#now, Date.parse(time));
  }
}

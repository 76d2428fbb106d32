import {
  type AdminGetBatchParams,
  type BatchJob,
  type BatchJobStatus,
  MedusaAPIError,
  MedusaConnectionError,
} from "medusa-batch-jobs";
import type { Failure } from "../../src/http/failure.js";
import type { JobSource } from "../../src/jobs/following/ask.js";
import type { Clock } from "../../test/support/clock.js";
import { type Outage, outageAt, type PlannedJob } from "./scenario.js";

/** Milliseconds from a request to its answer. */
const LATENCY = 30;

/** When the clock began, for the dates of the jobs. */
const EPOCH = Date.UTC(2026, 0, 1);

/** The shop that all clients share: it has outages, counts, and answers however much it is asked. */
export class Shop {
  readonly clock: Clock;
  readonly #outages: readonly Outage[];
  readonly #count: (time: number) => void;

  constructor(clock: Clock, outages: readonly Outage[], count: (time: number) => void) {
    this.clock = clock;
    this.#outages = outages;
    this.#count = count;
  }

  /** Takes a request, and answers it after a while. @returns Why not, in an outage. */
  async request(): Promise<Failure | undefined> {
    const { now } = this.clock;
    this.#count(now);
    await this.clock.sleep(LATENCY);
    const outage = outageAt(this.#outages, now);
    return outage && failureOf(outage, now);
  }
}

function failureOf({ kind, to }: Outage, now: number): Failure {
  if (kind === "connection refused") {
    return { kind: "unsent", detail: "connect ECONNREFUSED", code: "ECONNREFUSED" };
  }
  const response = { status: 503, statusText: "Service Unavailable", headers: {}, data: "" };
  // The header counts whole seconds.
  const retryAfter =
    kind === "503, Retry-After" ? Math.ceil((to - now) / 1_000) * 1_000 : undefined;
  return { kind: "status", detail: "unavailable", response, retryAfter };
}

/** The jobs of one user, as Medusa shows them: nobody sees those of others. */
export class UsersJobs implements JobSource {
  readonly #shop: Shop;
  /** Newest first. */
  readonly #jobs: readonly PlannedJob[];
  readonly #rows = new Map<string, BatchJob>();

  constructor(shop: Shop, jobs: readonly PlannedJob[]) {
    this.#shop = shop;
    this.#jobs = jobs.toSorted((a, b) => b.createdAt - a.createdAt);
  }

  async list({ id, created_at, limit = 10 }: AdminGetBatchParams) {
    await this.#answer();
    const { now } = this.#shop.clock;
    const since = created_at?.gte === undefined ? 0 : Number(created_at.gte) - EPOCH;
    const jobs = id === undefined ? this.#jobs : this.#named([id].flat().map(String));
    const rows = jobs.filter(({ createdAt }) => since <= createdAt && createdAt <= now);
    return { batch_jobs: rows.slice(0, limit).map((job) => this.#seen(job, now)) };
  }

  async retrieve(id: string) {
    await this.#answer();
    const [job] = this.#named([id]);
    if (job === undefined) throw new Error(`There is no job ${id}.`);
    return { batch_job: this.#seen(job, this.#shop.clock.now) };
  }

  async #answer(): Promise<void> {
    const failure = await this.#shop.request();
    if (failure === undefined) return;
    const { detail, response, retryAfter } = failure;
    if (response === undefined) throw new MedusaConnectionError(detail);
    throw new MedusaAPIError(detail, { status: response.status, retryAfter });
  }

  #named(ids: string[]): PlannedJob[] {
    return this.#jobs.filter(({ id }) => ids.includes(id));
  }

  /** Rows are made when they change: many are asked for. */
  #seen(job: PlannedJob, now: number): BatchJob {
    const before = this.#rows.get(job.id);
    if (before?.status === statusAt(job, now)) return before;
    const row = asSeen(job, now);
    this.#rows.set(job.id, row);
    return row;
  }
}

/** A job at a time of its life. */
export function asSeen(job: PlannedJob, now: number): BatchJob {
  const dateOf = (time: number) => new Date(EPOCH + time).toISOString();
  const at = (time: number) => (time <= now ? dateOf(time) : null);
  return {
    id: job.id,
    type: "product-export",
    status: statusAt(job, now),
    created_by: "usr_1",
    dry_run: false,
    context: {},
    result: null,
    pre_processed_at: at(job.confirmedAt),
    confirmed_at: at(job.confirmedAt),
    processing_at: null,
    completed_at: at(job.endsAt),
    canceled_at: null,
    failed_at: null,
    created_at: dateOf(job.createdAt),
    updated_at: dateOf(job.createdAt),
    deleted_at: null,
  };
}

function statusAt({ confirmedAt, endsAt }: PlannedJob, now: number): BatchJobStatus {
  if (endsAt <= now) return "completed";
  return confirmedAt <= now ? "confirmed" : "created";
}

import type { BatchJob } from "medusa-batch-jobs";
import {
  DEFAULT_MAX_RETRIES,
  DEFAULT_MAX_RETRY_DELAY_MS,
  decideRetry,
} from "../../src/http/retry.js";
import { JobPoller } from "../../src/jobs/following/poller.js";
import { waitForJob } from "../../src/jobs/following/wait.js";
import { watchList } from "../../src/jobs/following/watch-list.js";
import type { PlannedJob } from "./scenario.js";
import { asSeen, type Shop, UsersJobs } from "./shop.js";

/** What the panel asks for. */
const PANEL = { created_at: { gte: new Date(0) }, limit: 100 };

const LIMITS = { maxRetries: DEFAULT_MAX_RETRIES, maxRetryDelay: DEFAULT_MAX_RETRY_DELAY_MS };

const CREATE = { idempotent: false, replayable: true };

/** Someone's page: a live list of their jobs, and three jobs that they start, wait for, and start again. */
export class Page {
  readonly #shop: Shop;
  readonly #lanes: readonly (readonly PlannedJob[])[];
  readonly #onEnd: (job: PlannedJob, seenAt: number) => void;
  readonly #source: UsersJobs;
  readonly #poller: JobPoller;

  constructor(
    shop: Shop,
    lanes: readonly (readonly PlannedJob[])[],
    onEnd: (job: PlannedJob, seenAt: number) => void,
  ) {
    this.#shop = shop;
    this.#lanes = lanes;
    this.#onEnd = onEnd;
    this.#source = new UsersJobs(shop, lanes.flat());
    this.#poller = new JobPoller(this.#source);
  }

  /** Goes on until the clock stands still. */
  async open(after: number): Promise<void> {
    for (const lane of this.#lanes) void this.#work(lane);
    await this.#shop.clock.sleep(after);
    for await (const _ of watchList({ poller: this.#poller }, PANEL));
  }

  async #work(jobs: readonly PlannedJob[]): Promise<void> {
    for (const job of jobs) {
      await this.#create(job);
      await this.#wait(asSeen(job, job.createdAt), job);
    }
  }

  async #wait(created: BatchJob, job: PlannedJob): Promise<void> {
    const retrieve = (id: string) => this.#source.retrieve(id);
    const calls = { poller: this.#poller, cancel: retrieve, retrieve };
    await waitForJob(calls, created, { timeout: Number.POSITIVE_INFINITY });
    this.#onEnd(job, this.#shop.clock.now);
  }

  /** Whoever wants a job in an outage tries in vain, and comes back after it. */
  async #create({ wantedAt, createdAt }: PlannedJob): Promise<void> {
    const { clock } = this.#shop;
    if (wantedAt < createdAt && clock.now < wantedAt) {
      await clock.sleep(wantedAt - clock.now);
      await this.#attempts();
    }
    await clock.sleep(createdAt - clock.now);
    await this.#attempts();
  }

  async #attempts(): Promise<boolean> {
    for (let attempt = 0; ; attempt += 1) {
      const failure = await this.#shop.request();
      if (failure === undefined) return true;
      const decision = decideRetry(failure, CREATE, attempt, LIMITS);
      if (!decision.retry) return false;
      await this.#shop.clock.sleep(decision.delay);
    }
  }
}

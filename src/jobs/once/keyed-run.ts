import { madeHere } from "../../errors.js";
import { Patience } from "../../http/may-pass.js";
import { throwIfAborted } from "../../http/signals.js";
import { randomUuid } from "../../http/uuid.js";
import type { BatchJob } from "../../types/batch-job.js";
import { endError } from "../errors.js";
import { jobApplied } from "../job.js";
import type { RunOptions } from "../run-options.js";
import type { Run, RunCalls, RunPlan, RunResult } from "../run-plan.js";
import { findOtherWork, keyFor, keyReused } from "./key.js";
import { JobLook, type ListJobs } from "./look.js";
import type { Marks } from "./marks.js";
import { DEFAULT_KEY_WINDOW_MS, drawTakeOverAfter } from "./options.js";
import { decide, type Step, type Terms } from "./rules.js";
import { isAlive, isUndecided } from "./standing.js";
import { KeyedSteps } from "./steps.js";
import { timesAt } from "./times.js";

/** The options of a run that have a key among them. */
export type KeyedRunOptions = RunOptions & { idempotencyKey: string };

/**
 * Runs the one job of a key, whoever created it, in a loop of looking and taking one step. What it creates
 * is a dry run, whatever was asked for: of all that are created for a key, one is confirmed.
 */
export class KeyedRun implements Run {
  readonly #plan: RunPlan;
  readonly #options: KeyedRunOptions;
  readonly #terms: Terms;
  readonly #window: number;
  readonly #takeOverAfter: number;
  readonly #look: JobLook;
  readonly #steps: KeyedSteps;
  /** The jobs of the key that were seen alive. */
  readonly #followed = new Set<string>();
  readonly #patience = new Patience();
  #agreed: string | undefined;
  #declined: string | undefined;

  constructor(calls: RunCalls, plan: RunPlan, options: KeyedRunOptions) {
    const { customHeaders, window = DEFAULT_KEY_WINDOW_MS } = options;
    this.#plan = plan;
    this.#options = options;
    this.#terms = termsOf(plan, options);
    this.#window = window;
    this.#takeOverAfter = drawTakeOverAfter(options);
    const list: ListJobs = (query, signal) => calls.list(query, customHeaders, { signal });
    this.#look = new JobLook(list, plan.type);
    this.#steps = new KeyedSteps(calls, options);
  }

  get own(): BatchJob | undefined {
    return this.#steps.own;
  }

  async result(): Promise<RunResult> {
    const { idempotencyKey, signal, cancelOnAbort } = this.#options;
    throwIfAborted(signal);
    const key = await keyFor(idempotencyKey, this.#plan, signal);
    try {
      return await this.#proceed(key);
    } catch (error) {
      const { own } = this;
      if (cancelOnAbort && signal?.aborted && own !== undefined && isUndecided(own)) {
        return this.#steps.cancelAborted(own);
      }
      // Here, where the stack still names the caller.
      throw madeHere(error);
    }
  }

  async #proceed(key: Marks): Promise<RunResult> {
    for (let isFirst = true; ; isFirst = false) {
      const jobs = await this.#see(key);
      const step = jobs && this.#decide(jobs);
      if (step?.do === "take") return this.#take(step, isFirst);
      if (step?.do === "create") await this.#create(key);
      else if (step !== undefined) await this.#perform(step);
    }
  }

  /** All jobs of the key; `undefined` in an outage that may pass. */
  async #see(key: Marks): Promise<BatchJob[] | undefined> {
    let jobs: BatchJob[];
    try {
      const look = (ended: AbortSignal) => this.#look.forKey(key.key, this.#window, ended);
      ({ jobs } = await this.#steps.inTime(look));
      this.#patience.renew();
    } catch (error) {
      // Before there is a job, there is nothing to wait for.
      if (this.#followed.size === 0 || !this.#patience.mayPass(error, true)) throw error;
      await this.#steps.pause(error);
      return undefined;
    }
    const all = this.#steps.withOwn(jobs);
    const other = findOtherWork(all, key, this.own?.id);
    if (other !== undefined) {
      await this.#dropAll(this.own ? [this.own] : []);
      throw keyReused(key, other);
    }
    for (const { id } of all.filter(isAlive)) this.#followed.add(id);
    return all;
  }

  #decide(jobs: BatchJob[]): Step {
    const time = timesAt(this.#look.clock, this.#window, this.#takeOverAfter);
    const known = { own: this.own?.id, followed: this.#followed, agreed: this.#agreed };
    return decide({ jobs, time, ...known }, this.#terms);
  }

  async #take({ job, needless }: Step & { do: "take" }, isFirst: boolean): Promise<RunResult> {
    await this.#dropAll(needless);
    this.#steps.observer.show(job);
    await this.#steps.observer.pace.callbacks;
    return isFirst && jobApplied(job) ? { ...job, replayed: true } : job;
  }

  async #create(key: Marks): Promise<void> {
    const payload = { ...(await this.#plan.prepare()), dry_run: true };
    const { id } = await this.#steps.create(payload, { ...key, nonce: randomUuid() });
    this.#followed.add(id);
  }

  async #perform(step: Exclude<Step, { do: "take" | "create" }>): Promise<void> {
    switch (step.do) {
      case "follow":
        return this.#steps.follow(step.job);
      case "pause":
        this.#steps.observer.show(step.job);
        return this.#steps.pause();
      case "cancel":
        for (const job of step.jobs) await this.#steps.cancel(job);
        return undefined;
      case "ask":
        return this.#ask(step.job);
      case "confirm":
        return this.#steps.confirm(step.job);
      case "fail":
        throw endError(step.job, { stopped: step.stopped, declined: this.#declined !== undefined });
    }
  }

  /** Nobody is asked twice about one job. */
  async #ask(job: BatchJob): Promise<void> {
    if (this.#declined !== job.id && (await this.#steps.ask(job))) {
      this.#agreed = job.id;
      return;
    }
    this.#declined = job.id;
    await this.#steps.cancel(job);
  }

  async #dropAll(jobs: readonly BatchJob[]): Promise<void> {
    for (const job of jobs) await this.#steps.drop(job);
  }
}

/** What is asked for, in terms of the rules. */
function termsOf({ isDryRun }: RunPlan, options: RunOptions): Terms {
  const { confirm, until, rerun = ["failed"] } = options;
  const isLeft = isDryRun && confirm === undefined;
  const takesPrepared = until === "finished" ? "wait" : "take";
  return {
    prepared: isLeft ? takesPrepared : "confirm",
    isEnoughConfirmed: until === "pre_processed",
    asks: confirm !== undefined && confirm !== true,
    rerun,
  };
}

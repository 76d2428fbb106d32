import {
  type BatchJob,
  type ImportFile,
  isBatchJobError,
  isCsvCheckError,
  isMedusaError,
  needsConfirmation,
  type WaitOptions,
} from "medusa-batch-jobs";
import { toError } from "../flow/errors.js";
import type { ImportSurroundings } from "./import-options.js";
import {
  endOf,
  type ImportFacts,
  isAsking,
  isGone,
  isUnderWay,
  NO_IMPORT,
} from "./import-state.js";
import { sendFile } from "./send-file.js";

/** Where an import tells what it learns. */
export interface ImportLedger {
  readonly surroundings: ImportSurroundings;
  readonly facts: ImportFacts;
  update(news: Partial<ImportFacts>): void;
  /** The job as it is now. */
  see(job: BatchJob): void;
  /** What it has come to. */
  end(news: Partial<ImportFacts>): void;
  /** There is no such import. */
  reset(): void;
}

/**
 * One import on this page, of a file or of a job's id. When it is over, it asks nothing and tells nothing more.
 *
 * `importFile` brings a file to a job that is prepared; from there on, the job is followed by its id as well, since
 * someone else may confirm or cancel it.
 */
export class ImportRun {
  isOver = false;
  /** The page is left: it ends when the server has answered what was asked of it. */
  isLeft = false;
  readonly #ledger: ImportLedger;
  /** Ends `importFile`, while that decides what the import comes to. */
  #importing: AbortController | undefined;
  /** Ends the following of the job by its id. */
  #following = new AbortController();
  /** Answers `importFile`, which asks whether the job may write. */
  #answer: ((yes: boolean) => void) | undefined;

  constructor(ledger: ImportLedger) {
    this.#ledger = ledger;
  }

  import(file: ImportFile): void {
    this.#importing = new AbortController();
    this.#await(this.#importing, (waiting) =>
      sendFile(file, this.#ledger.surroundings, {
        ...waiting,
        learn: (news) => this.#learn(news),
        confirm: (job) => this.#ask(job),
      }),
    );
  }

  follow(job: string | BatchJob): void {
    this.#following.abort();
    this.#following = new AbortController();
    const { batchJobs } = this.#ledger.surroundings.client.admin;
    this.#await(this.#following, (waiting) =>
      batchJobs.wait(job, { ...waiting, until: "finished" }),
    );
  }

  confirm(): void {
    const { job, isConfirming, isCanceling } = this.#ledger.facts;
    if (this.isOver || job === undefined || !needsConfirmation(job)) return;
    if (isConfirming || isCanceling) return;
    this.#learn({ isConfirming: true, error: undefined });
    if (this.#answer) this.#answer(true);
    else void this.#change("confirm", job);
  }

  cancel(): void {
    const { facts } = this.#ledger;
    const { step, job, isConfirming, isCanceling } = facts;
    if (this.isOver || isCanceling || !isUnderWay(facts)) return;
    this.#learn({ isCanceling: true, error: undefined });
    if (job === undefined && step !== "sent") this.#end({ end: "canceled" });
    else if (this.#answer && !isConfirming) this.#answer(false);
    // Without an id yet, it is canceled as soon as there is one.
    else if (job) void this.#change("cancel", job);
  }

  /** The server's job is left alone. What was asked a moment ago is not taken back. */
  leave(): void {
    if (this.isOver) return;
    const { facts } = this.#ledger;
    this.isLeft = true;
    this.#following.abort();
    if (this.#importing && isAsking(facts)) return;
    this.stop();
    if (facts.job === undefined) this.#ledger.update(NO_IMPORT);
  }

  stop(): void {
    this.isOver = true;
    this.#importing?.abort();
    this.#following.abort();
  }

  /** What comes of a wait counts as long as nobody has ended it. */
  #await({ signal }: AbortController, wait: (options: WaitOptions) => Promise<BatchJob>): void {
    const {
      customHeaders,
      interval,
      timeout = Number.POSITIVE_INFINITY,
    } = this.#ledger.surroundings;
    wait({
      customHeaders,
      interval,
      timeout,
      signal,
      onUpdate: (job) => this.#see(job),
      onPoll: ({ error }) => this.#learn({ isConnected: error === undefined }),
    }).then(
      (job) => signal.aborted || this.#end({ end: "done", job, error: undefined }),
      (error: unknown) => signal.aborted || this.#fail(error),
    );
  }

  /** `importFile` asks. Meanwhile someone else may decide, in another tab. */
  #ask(job: BatchJob): boolean | Promise<boolean> {
    if (this.#ledger.facts.isCanceling) return false;
    this.follow(job);
    return new Promise((resolve) => {
      this.#answer = (yes) => {
        this.#answer = undefined;
        this.#following.abort();
        resolve(yes);
      };
    });
  }

  /** It may be the last that is asked before the page is left: so it is not aborted. */
  async #change(change: "confirm" | "cancel", { id }: BatchJob): Promise<void> {
    const { client, customHeaders } = this.#ledger.surroundings;
    try {
      const { batch_job } = await client.admin.batchJobs[change](id, customHeaders);
      // The cancel of a job that is being prepared can be lost: only the wait tells.
      if (!this.isOver && batch_job.pre_processed_at) this.follow(batch_job);
    } catch (error) {
      this.#learn({ error: toError(error), isConfirming: false, isCanceling: false });
    }
  }

  #see(job: BatchJob): void {
    if (this.isOver) return;
    const isNew = this.#ledger.facts.job === undefined;
    this.#ledger.see(job);
    if (this.isLeft) this.stop();
    const isUndecided = isNew || (needsConfirmation(job) && !this.#importing);
    if (this.#ledger.facts.isCanceling && isUndecided) void this.#change("cancel", job);
  }

  #fail(error: unknown): void {
    const { facts } = this.#ledger;
    const { job, report, step } = facts;
    if (this.isLeft) this.stop();
    else if (job === undefined && step === "idle" && isGone(error)) this.#ledger.reset();
    else if (job && this.#importing && isAsking(facts) && isMedusaError(error)) {
      // The job was not changed, or nobody knows: it still stands somewhere.
      this.#importing = undefined;
      this.#learn({ error, isConfirming: false, isCanceling: false });
      this.follow(job.id);
    } else
      this.#end({
        ...endOf(error, facts),
        report: isCsvCheckError(error) ? error.report : report,
        job: isBatchJobError(error) ? error.job : job,
      });
  }

  #end(news: Partial<ImportFacts>): void {
    this.stop();
    this.#ledger.end({ ...news, isConfirming: false, isCanceling: false });
  }

  #learn(news: Partial<ImportFacts>): void {
    if (!this.isOver) this.#ledger.update(news);
  }
}

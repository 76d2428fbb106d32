import { type BatchJob, isBatchJobError, isFinished } from "medusa-batch-jobs";
import { toError } from "../flow/errors.js";
import { FlowStore } from "../flow/flow-store.js";
import { downloadExport } from "./download.js";
import type { ExportActions, ExportState } from "./export-flow.js";
import type { ExportSurroundings } from "./export-options.js";
import { type ExportFacts, endOf, NO_EXPORT, toExportState } from "./export-state.js";

/** One export after the other, without React. */
export class ExportStore extends FlowStore<
  ExportSurroundings,
  ExportFacts,
  ExportState,
  ExportActions
> {
  /** Of the export that is on its way; aborted, it is of none. */
  #run = new AbortController();

  constructor(surroundings: ExportSurroundings) {
    super(surroundings, NO_EXPORT, toExportState);
  }

  readonly actions: ExportActions = {
    start: (context) => {
      if (!this.#isUnderWay) void this.#start(context);
    },
    cancel: () => this.#cancel(),
    reset: () => this.#reset(),
    download: () => this.#download(),
  };

  protected entered(): void {}

  /** An export that is on its way is left alone, and forgotten. */
  protected left(): void {
    if (this.#isUnderWay) this.#reset();
  }

  get #isUnderWay(): boolean {
    return this.facts.isStarted && this.facts.end === undefined;
  }

  async #start(context: object = {}): Promise<void> {
    this.#reset();
    this.#run = new AbortController();
    const { signal } = this.#run;
    const { client, type, customHeaders, interval, ...options } = this.surroundings;
    const { timeout = Number.POSITIVE_INFINITY } = options;
    this.#learn(signal, { isStarted: true });
    try {
      const file = await client.admin.batchJobs.exportFile<string>({
        type,
        context,
        customHeaders,
        interval,
        timeout,
        signal,
        onUpdate: (job) => this.#see(signal, job),
        onPoll: ({ error }) => this.#learn(signal, { isConnected: error === undefined }),
      });
      if (signal.aborted) return;
      this.#end({ end: "done", job: file.job, error: undefined });
      this.surroundings.onDone?.(file);
    } catch (error) {
      if (signal.aborted) return;
      const job = isBatchJobError(error) ? error.job : this.facts.job;
      this.#end({ ...endOf(error, { ...this.facts, job }), job });
    }
  }

  #see(signal: AbortSignal, job: BatchJob): void {
    const isNew = this.facts.job === undefined;
    this.surroundings.showJob(job, isNew);
    this.#learn(signal, { job });
    if (isNew && this.facts.isCanceling) void this.#requestCancel(signal, job);
  }

  #cancel(): void {
    const { job, isCanceling } = this.facts;
    if (!this.#isUnderWay || isCanceling) return;
    this.#learn(this.#run.signal, { isCanceling: true, error: undefined });
    // Without an id yet, it is canceled as soon as there is one.
    if (job) void this.#requestCancel(this.#run.signal, job);
  }

  /** The wait tells what comes of it. */
  async #requestCancel(signal: AbortSignal, { id }: BatchJob): Promise<void> {
    const { client, customHeaders } = this.surroundings;
    try {
      await client.admin.batchJobs.cancel(id, customHeaders);
    } catch (error) {
      this.#learn(signal, { error: toError(error), isCanceling: false });
    }
  }

  async #download(): Promise<void> {
    const { signal } = this.#run;
    const { job } = this.facts;
    if (job === undefined || !isFinished(job)) return;
    this.#learn(signal, { error: undefined });
    try {
      await downloadExport(this.surroundings.client, job);
    } catch (error) {
      this.#learn(signal, { error: toError(error) });
    }
  }

  #end(facts: Partial<ExportFacts>): void {
    this.#learn(this.#run.signal, { ...facts, isCanceling: false });
    if (this.facts.job) this.surroundings.showJob(this.facts.job, true);
  }

  #reset(): void {
    this.#run.abort();
    this.update(NO_EXPORT);
  }

  #learn(signal: AbortSignal, facts: Partial<ExportFacts>): void {
    if (!signal.aborted) this.update(facts);
  }
}

import {
  type BatchJob,
  type ImportFile,
  isBatchJobError,
  isCsvCheckError,
  isFinished,
  isMedusaError,
  needsConfirmation,
  type WaitOptions,
} from "medusa-batch-jobs";
import { toError } from "../flow/errors.js";
import { FlowStore } from "../flow/flow-store.js";
import type { Surroundings } from "../flow/use-flow.js";
import type { ImportActions, ImportState } from "./import-flow.js";
import { endOf, type ImportFacts, isUnderWay, NO_IMPORT, toImportState } from "./import-state.js";
import { forgetJobId, keepJobId, keptJobId } from "./job-id.js";
import { repairFile } from "./repair-file.js";
import type { UseImportOptions } from "./use-import.js";

type ImportSurroundings = UseImportOptions & Surroundings;

/** What goes on on this page for one import. */
interface Run {
  /** Ends `importFile`. */
  importing?: AbortController;
  /** Ends the following of the job by its id. */
  following?: AbortController;
  /** Answers `importFile`, which asks whether the job may write. */
  answer?: ((yes: boolean) => void) | undefined;
  /** The page is left: it ends when the server has answered what was asked of it. */
  isLeft: boolean;
  /** The job had ended before this page saw it. */
  isOld: boolean;
}

/**
 * One import after the other, without React. `importFile` brings a file to a job that is prepared; from there on, and after a
 * reload, the job is followed by its id as well, since someone else may confirm or cancel it.
 */
export class ImportStore extends FlowStore<
  ImportSurroundings,
  ImportFacts,
  ImportState,
  ImportActions
> {
  #file: ImportFile | undefined;
  #run: Run | undefined;

  constructor(surroundings: ImportSurroundings) {
    super(surroundings, NO_IMPORT, toImportState);
  }

  readonly actions: ImportActions = {
    start: (file) => {
      if (!isUnderWay(this.facts)) this.#start(file);
    },
    confirm: () => this.#confirm(),
    cancel: () => this.#cancel(),
    reset: () => this.#reset(),
    repair: async () =>
      this.#file === undefined
        ? undefined
        : repairFile(this.#file, this.facts.report, this.surroundings),
  };

  /** What was left on its way, or kept before a reload, is followed again. */
  protected entered(): void {
    if (this.#run) this.#run.isLeft = false;
    else this.#resume();
  }

  /** The server's job is left alone. What was asked a moment ago is not taken back. */
  protected left(): void {
    const run = this.#run;
    if (run === undefined) return;
    run.isLeft = true;
    run.following?.abort();
    if (run.importing && this.#isAsking()) return;
    this.#stop();
    if (this.facts.job === undefined) this.update(NO_IMPORT);
  }

  #resume(): void {
    const { job, end } = this.facts;
    const isOver = job !== undefined && end !== undefined && end !== "unknown";
    const id = isOver ? undefined : (job?.id ?? keptJobId(this.surroundings));
    if (id === undefined) return;
    this.update({ end: undefined, error: undefined, isConfirming: false, isCanceling: false });
    this.#follow(this.#begin(), id);
  }

  /** Whether the server is about to create the job, or to do what `importFile` was answered. */
  #isAsking(): boolean {
    const { step, job, isConfirming, isCanceling } = this.facts;
    if (job === undefined) return step === "sent";
    return needsConfirmation(job) && (isConfirming || isCanceling);
  }

  #start(file: ImportFile): void {
    this.#reset();
    const run = this.#begin();
    const { client, check, shop, type = "product-import", ...options } = this.surroundings;
    const isChecked = check ?? (type === "product-import" || type === "price-list-import");
    this.#file = file;
    this.update({
      ...NO_IMPORT,
      step: isChecked ? "checking" : "uploading",
      fileName: nameOf(file),
    });
    run.importing = new AbortController();
    const { context, idempotencyKey, window, rerun, takeOverAfter } = options;
    const imported = client.admin.batchJobs.importFile<string>(file, {
      ...this.#waiting(run, run.importing.signal),
      ...{ type, context, idempotencyKey, window, rerun, takeOverAfter },
      ...(isChecked && {
        check: isChecked,
        shop,
        onCheck: (report) => this.#learn(run, { report, step: "uploading" }),
      }),
      onUploadProgress: ({ loaded, total }) => {
        const sent = total ? loaded / total : undefined;
        this.#learn(run, { step: sent === 1 ? "sent" : "uploading", sent });
      },
      confirm: (job) => this.#ask(run, job),
    });
    imported.then(
      (job) => this.#complete(run, job),
      (error: unknown) => this.#fail(run, error),
    );
  }

  /** What is told of a job while it is waited for. */
  #waiting(run: Run, signal: AbortSignal): WaitOptions {
    const { customHeaders, interval, timeout = Number.POSITIVE_INFINITY } = this.surroundings;
    return {
      ...{ customHeaders, interval, timeout, signal },
      onUpdate: (job) => this.#see(run, job),
      onPoll: ({ error }) => this.#learn(run, { isConnected: error === undefined }),
    };
  }

  #follow(run: Run, job: string | BatchJob): void {
    run.following?.abort();
    run.following = new AbortController();
    const { signal } = run.following;
    const { batchJobs } = this.surroundings.client.admin;
    const options = this.#waiting(run, signal);
    batchJobs.wait(job, { ...options, until: "finished" }).then(
      (ended) => signal.aborted || this.#complete(run, ended),
      (error: unknown) => signal.aborted || this.#fail(run, error),
    );
  }

  /** `importFile` asks. Meanwhile someone else may decide, in another tab. */
  #ask(run: Run, job: BatchJob): boolean | Promise<boolean> {
    if (this.facts.isCanceling) return false;
    this.#follow(run, job);
    return new Promise((resolve) => {
      run.answer = (yes) => {
        run.answer = undefined;
        run.following?.abort();
        resolve(yes);
      };
    });
  }

  #confirm(): void {
    const { job, end, isConfirming, isCanceling } = this.facts;
    if (this.#run === undefined || job === undefined || end !== undefined) return;
    if (!needsConfirmation(job) || isConfirming || isCanceling) return;
    this.#learn(this.#run, { isConfirming: true, error: undefined });
    if (this.#run.answer) this.#run.answer(true);
    else void this.#change(this.#run, "confirm", job);
  }

  #cancel(): void {
    const { step, job, isConfirming, isCanceling } = this.facts;
    if (this.#run === undefined || !isUnderWay(this.facts) || isCanceling) return;
    this.#learn(this.#run, { isCanceling: true, error: undefined });
    if (job === undefined && step !== "sent") this.#end({ end: "canceled" });
    else if (this.#run.answer && !isConfirming) this.#run.answer(false);
    // Without an id yet, it is canceled as soon as there is one.
    else if (job) void this.#change(this.#run, "cancel", job);
  }

  /** It may be the last that is asked before the page is left: so it is not aborted. */
  async #change(run: Run, change: "confirm" | "cancel", { id }: BatchJob): Promise<void> {
    const { client, customHeaders } = this.surroundings;
    try {
      const { batch_job } = await client.admin.batchJobs[change](id, customHeaders);
      // The cancel of a job that is being prepared can be lost: only the wait tells.
      if (this.#run === run && batch_job.pre_processed_at) this.#follow(run, batch_job);
    } catch (error) {
      this.#learn(run, { error: toError(error), isConfirming: false, isCanceling: false });
    }
  }

  #see(run: Run, job: BatchJob): void {
    if (this.#run !== run) return;
    const { surroundings } = this;
    const isNew = this.facts.job === undefined;
    if (isNew) {
      keepJobId(surroundings, job.id);
      run.isOld = run.importing === undefined && isFinished(job);
    }
    surroundings.showJob(job, isNew && run.importing !== undefined);
    this.#learn(run, { job });
    if (run.isLeft) this.#stop();
    const isUndecided = isNew || (needsConfirmation(job) && run.importing === undefined);
    if (this.facts.isCanceling && isUndecided) void this.#change(run, "cancel", job);
  }

  #complete(run: Run, job: BatchJob): void {
    if (this.#run === run) this.#end({ end: "done", job, error: undefined });
  }

  #fail(run: Run, error: unknown): void {
    if (this.#run !== run) return;
    const { job } = this.facts;
    if (run.isLeft) this.#stop();
    else if (job === undefined && run.importing === undefined && isGone(error)) this.#reset();
    else if (job && run.importing && this.#isAsking() && isMedusaError(error)) {
      // The job was not changed, or nobody knows: it still stands somewhere.
      run.importing = undefined;
      this.#learn(run, { error, isConfirming: false, isCanceling: false });
      this.#follow(run, job.id);
    } else {
      const report = isCsvCheckError(error) ? error.report : this.facts.report;
      const last = isBatchJobError(error) ? error.job : job;
      this.#end({ ...endOf(error, this.facts), report, job: last });
    }
  }

  #end(facts: Partial<ImportFacts>): void {
    const run = this.#run;
    this.#stop();
    this.update({ ...facts, isConfirming: false, isCanceling: false });
    const { job } = this.facts;
    if (run?.isOld) return;
    if (job) this.surroundings.showJob(job, true);
    this.surroundings.onSettled?.(this.getState());
  }

  #reset(): void {
    this.#stop();
    this.#file = undefined;
    forgetJobId(this.surroundings);
    this.update(NO_IMPORT);
  }

  #begin(): Run {
    this.#run = { isLeft: false, isOld: false };
    return this.#run;
  }

  #stop(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.importing?.abort();
    run?.following?.abort();
  }

  /** What is learned of a run that is not over. */
  #learn(run: Run, facts: Partial<ImportFacts>): void {
    if (this.#run === run) this.update(facts);
  }
}

function nameOf(file: ImportFile): string | undefined {
  const name: unknown = Object(file).name;
  return typeof name === "string" ? name : undefined;
}

/** The job that was kept is not there, belongs to someone else, or is none. */
function isGone(error: unknown): boolean {
  if (!isMedusaError(error)) return false;
  return (
    ["not_found", "not_allowed"].includes(error.type ?? "") || error.code === "invalid_argument"
  );
}

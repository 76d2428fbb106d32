import { type BatchJob, type ImportFile, isFinished } from "medusa-batch-jobs";
import { FlowStore } from "../flow/flow-store.js";
import type { ImportActions, ImportState } from "./import-flow.js";
import type { ImportSurroundings } from "./import-options.js";
import { type ImportLedger, ImportRun } from "./import-run.js";
import { type ImportFacts, isUnderWay, NO_IMPORT, toImportState } from "./import-state.js";
import { forgetJobId, keepJobId, keptJobId } from "./job-id.js";
import { repairFile } from "./repair-file.js";

/** One import after the other, without React: what is known of it, and what keeps it over a reload. */
export class ImportStore
  extends FlowStore<ImportSurroundings, ImportFacts, ImportState, ImportActions>
  implements ImportLedger
{
  #file: ImportFile | undefined;
  #run: ImportRun | undefined;

  constructor(surroundings: ImportSurroundings) {
    super(surroundings, NO_IMPORT, toImportState);
  }

  readonly actions: ImportActions = {
    start: (file) => {
      if (!isUnderWay(this.facts)) this.#start(file);
    },
    confirm: () => this.#run?.confirm(),
    cancel: () => this.#run?.cancel(),
    reset: () => this.reset(),
    repair: () => repairFile(this.#file, this.facts.report, this.surroundings),
  };

  see(job: BatchJob): void {
    const isNew = job.id !== this.facts.job?.id;
    const isFound = this.facts.step === "idle";
    if (isNew) keepJobId(this.surroundings, job.id);
    this.surroundings.showJob(job, isNew && !isFound);
    this.update({ job, isOld: this.facts.isOld || (isNew && isFound && isFinished(job)) });
  }

  end(news: Partial<ImportFacts>): void {
    this.update(news);
    const { job, isOld } = this.facts;
    if (isOld) return;
    if (job) this.surroundings.showJob(job, true);
    this.surroundings.onSettled?.(this.getState());
  }

  reset(): void {
    this.#run?.stop();
    this.#file = undefined;
    forgetJobId(this.surroundings);
    this.update(NO_IMPORT);
  }

  /** What was left on its way, or kept before a reload, is followed again. */
  protected entered(): void {
    if (this.#run?.isOver === false) this.#run.isLeft = false;
    else this.#resume();
  }

  protected left(): void {
    this.#run?.leave();
  }

  #start(file: ImportFile): void {
    this.reset();
    this.#file = file;
    this.#run = new ImportRun(this);
    this.#run.import(file);
  }

  #resume(): void {
    const { job, end } = this.facts;
    if (end !== undefined && end !== "unknown") return;
    const id = job?.id ?? keptJobId(this.surroundings);
    if (id === undefined) return;
    this.update({ end: undefined, error: undefined, isConfirming: false, isCanceling: false });
    this.#run = new ImportRun(this);
    this.#run.follow(id);
  }
}

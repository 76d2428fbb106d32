import { type BatchJob, jobSummary, type PollEvent } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import type { Progress } from "./progress.js";

/** How often a line says that nothing has changed. */
export const HEARTBEAT_MS = 30_000;

/** A line for each change, for logs. */
export class LineProgress implements Progress {
  readonly #stderr: Host["stderr"];
  #last = "";

  constructor({ stderr }: Pick<Host, "stderr">) {
    this.#stderr = stderr;
  }

  step(text: string): void {
    this.#say(text);
  }

  upload(): void {}

  job(job: BatchJob): void {
    this.#say(`${job.id} ${jobSummary(job)}`);
  }

  poll(_event: PollEvent): void {}

  download(): void {}

  pause(): void {}

  end(): void {}

  #say(line: string): void {
    if (line === this.#last) return;
    this.#last = line;
    this.#stderr.write(`${line}\n`);
  }
}

import {
  type BatchJob,
  jobProgress,
  jobSummary,
  type PollEvent,
  type UploadProgress,
} from "medusa-batch-jobs";
import { HEARTBEAT_MS, Heartbeat } from "./heartbeat.js";
import type { Log, Progress } from "./progress.js";

/** How often a line says how far a transfer is. */
const TRANSFER_MS = 1_000;

/** What a line says, beside `at`: when, as an ISO date. */
export type ProgressEvent =
  | { event: "step"; text: string }
  /** In bytes. `total` is missing where nobody knows it. */
  | { event: "upload" | "download"; loaded: number; total?: number | undefined }
  | { event: "job"; job: JobNews }
  /** The server does not answer, which ends nothing; or it does again. */
  | { event: "outage"; over: false; message: string }
  | { event: "outage"; over: true }
  /** Nothing has changed for 30 seconds more; `since` is when something last did. */
  | { event: "heartbeat"; since: string };

/** A job. `progress` is 0 to 1, and missing where the server does not say. */
export interface JobNews extends Pick<BatchJob, "id" | "type" | "status"> {
  progress?: number | undefined;
  /** One line for people. */
  summary: string;
}

/** A JSON object on a line for each change, for programs: a {@link ProgressEvent}. */
export class JsonProgress implements Progress {
  readonly #stderr: Log;
  readonly #heartbeat: Heartbeat;
  #changedAt = new Date();
  #transfer = { event: "", toldAt: 0 };
  #isOutage = false;
  #hasEnded = false;

  constructor({ stderr }: { stderr: Log }) {
    this.#stderr = stderr;
    const beat = () => this.#write({ event: "heartbeat", since: this.#changedAt.toISOString() });
    this.#heartbeat = new Heartbeat(beat, HEARTBEAT_MS);
  }

  step(text: string): void {
    this.#tell({ event: "step", text });
  }

  upload(sent: UploadProgress): void {
    this.#transferred("upload", sent);
  }

  job(job: BatchJob): void {
    const { id, type, status } = job;
    const news = { id, type, status, progress: jobProgress(job), summary: jobSummary(job) };
    this.#tell({ event: "job", job: news });
  }

  poll({ error }: PollEvent): void {
    if (Boolean(error) === this.#isOutage) return;
    this.#isOutage = Boolean(error);
    this.#tell(
      error
        ? { event: "outage", over: false, message: error.message }
        : { event: "outage", over: true },
    );
  }

  download(received: { loaded: number; total: number | undefined }): void {
    this.#transferred("download", received);
  }

  pause(): void {
    this.#heartbeat.stop();
  }

  end(): void {
    this.#hasEnded = true;
    this.#heartbeat.stop();
  }

  /** The end is told in any case. */
  #transferred(event: "upload" | "download", { loaded, total }: UploadProgress): void {
    const isFirst = this.#transfer.event !== event;
    const isSoon = Date.now() - this.#transfer.toldAt < TRANSFER_MS;
    if (!isFirst && isSoon && loaded !== total) return;
    this.#transfer = { event, toldAt: Date.now() };
    this.#tell({ event, loaded, total });
  }

  #tell(event: ProgressEvent): void {
    this.#changedAt = new Date();
    this.#write(event);
  }

  #write({ event, ...rest }: ProgressEvent): void {
    if (this.#hasEnded) return;
    this.#heartbeat.restart();
    this.#stderr.write(`${JSON.stringify({ event, at: new Date().toISOString(), ...rest })}\n`);
  }
}

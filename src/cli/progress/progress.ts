import type { BatchJob, PollEvent, UploadProgress } from "medusa-batch-jobs";

/** Shows, on stderr, how far a command is. */
export interface Progress {
  /** What happens now, as long as nothing else is told: "Checking products.csv". It is done when the next begins. */
  step(text: string): void;
  upload(progress: UploadProgress): void;
  /** A job has changed. */
  job(job: BatchJob): void;
  /** The server was asked, changed or not. */
  poll(event: PollEvent): void;
  download(progress: { loaded: number; total: number | undefined }): void;
  /** Something else is written, or asked: what went on is done, and what comes next begins anew. */
  pause(): void;
  /** Leaves nothing that moves, and no timer. What is told afterwards is not shown. */
  end(): void;
}

/** What lines are written to. */
export interface Log {
  write(text: string): unknown;
}

import type { BatchJob, PollEvent, UploadProgress } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import type { GlobalFlags, ProgressMode } from "../settings/flags.js";

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

/**
 * `auto`: a bar on a terminal, else lines; with `--json` or `--quiet` nothing. Where no cursor moves, a bar is lines, too.
 */
export async function openProgress(
  host: Host,
  flags: Pick<GlobalFlags, "progress" | "quiet" | "json" | "color">,
): Promise<Progress> {
  switch (modeOf(host, flags)) {
    case "bar":
      return new (await import("./bar.js")).BarProgress(host, flags.color);
    case "lines":
      return new (await import("./lines.js")).LineProgress(host);
    case "jsonl":
      return new (await import("./jsonl.js")).JsonProgress(host);
    default:
      return NO_PROGRESS;
  }
}

function modeOf(
  { stderr, env }: Host,
  { progress, quiet, json }: Pick<GlobalFlags, "progress" | "quiet" | "json">,
): Exclude<ProgressMode, "auto"> {
  if (progress === "auto" && (quiet || json)) return "none";
  if (progress !== "auto" && progress !== "bar") return progress;
  return stderr.isTTY && env.TERM !== "dumb" ? "bar" : "lines";
}

const NO_PROGRESS: Progress = {
  step() {},
  upload() {},
  job() {},
  poll() {},
  download() {},
  pause() {},
  end() {},
};

import type { BatchJob, PollEvent, UploadProgress } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import type { GlobalFlags } from "../settings/flags.js";

/** Shows, on stderr, how far a command is. */
export interface Progress {
  /** What happens now, as long as nothing else is told: "Checking products.csv". */
  step(text: string): void;
  upload(progress: UploadProgress): void;
  /** A job has changed. */
  job(job: BatchJob): void;
  /** The server was asked, changed or not. */
  poll(event: PollEvent): void;
  download(progress: { loaded: number; total: number | undefined }): void;
  /** Leaves the line, so that something else can be written; what comes next begins a new one. */
  pause(): void;
  /** Leaves no timer, and no cursor hidden. */
  end(): void;
}

/** `auto`: a bar on a terminal, else lines; with `--json` or `--quiet` nothing. */
export async function openProgress(
  host: Host,
  flags: Pick<GlobalFlags, "progress" | "quiet" | "json" | "color">,
): Promise<Progress> {
  switch (modeOf(host, flags)) {
    case "bar":
      return new (await import("./bar.js")).BarProgress(host);
    case "lines":
      return new (await import("./lines.js")).LineProgress(host);
    case "jsonl":
      return new (await import("./jsonl.js")).JsonProgress(host);
    default:
      return NO_PROGRESS;
  }
}

function modeOf(
  { stderr }: Host,
  { progress, quiet, json }: Pick<GlobalFlags, "progress" | "quiet" | "json">,
) {
  if (progress !== "auto") return progress;
  if (quiet || json) return "none";
  return stderr.isTTY ? "bar" : "lines";
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

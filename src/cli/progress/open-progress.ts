import type { Host } from "../host.js";
import type { GlobalFlags, ProgressMode } from "../settings/flags.js";
import type { Progress } from "./progress.js";

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

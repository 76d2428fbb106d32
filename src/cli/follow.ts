import type { BatchJob, PollEvent } from "medusa-batch-jobs";
import type { Cli } from "./cli.js";
import type { Leave } from "./leave.js";

/** How the SDK is to follow the job of a command: what it sees is shown, and decides how the job is left. */
export function followOptions({ flags, progress }: Cli, leave: Leave) {
  return {
    timeout: flags.timeout,
    signal: leave.signal,
    onUpdate: (job: BatchJob) => {
      progress.job(job);
      leave.see(job);
    },
    onPoll: (event: PollEvent) => progress.poll(event),
  };
}

import type { Cli } from "../cli.js";
import { followOptions } from "../follow.js";
import { leaveFor } from "../leave.js";
import { resultOfDetached, resultOfRun } from "../outcome.js";
import type { Result } from "../result.js";
import { readContext } from "../settings/context.js";
import { UsageError } from "../usage-error.js";
import { WorkGoesOn } from "../work-goes-on.js";

/** The flags of `run`. */
export interface RunFlags {
  context?: string | undefined;
  key?: string | undefined;
  window?: number | undefined;
  detach?: true | undefined;
}

/** Runs a job of any type, and waits until it is done. */
export async function runJob(cli: Cli, type: string, given: RunFlags): Promise<Result> {
  const { host, progress, settings } = cli;
  if (given.window !== undefined && given.key === undefined) {
    throw new UsageError("--window says how long a key is remembered: pass --key, too.");
  }
  const context = await readContext(host, given.context);
  progress.step(`Running ${type} on ${settings.url}`);
  const leave = leaveFor(cli, { goesOn: () => true, detaches: given.detach });
  const { admin } = await cli.connect();
  const work = admin.batchJobs.run<string>(
    { type, context },
    {
      idempotencyKey: given.key,
      window: given.window,
      ...followOptions(cli, leave),
      cancelOnAbort: true,
    },
  );
  try {
    return resultOfRun(await leave.of(work));
  } catch (error) {
    // Whoever detaches asked for what goes on.
    if (!(error instanceof WorkGoesOn && error.exit === "running" && error.job)) throw error;
    return resultOfDetached(error.job);
  }
}

// A process that calls the SDK, and says how each call ended.
import { isBatchJobError, isMedusaError, Medusa } from "medusa-batch-jobs";
import { CALLS } from "./calls.js";
import type { Errand, Measure, Order, Outcome, Report, ToldError } from "./messages.js";

/** Of one attempt. Shorter than by default, so that what hangs with a part of the shop ends within the outage. */
const TIMEOUT_MS = 8_000;

let medusa: Medusa;

// Node opens them when somebody first looks at them, as `debug` does in axios: not between two measurements.
void [process.stdout, process.stderr];

process.on("message", (order: Order) => {
  if (order.do === "open") medusa = new Medusa({ ...order.shop, timeout: TIMEOUT_MS });
  else if (order.do === "measure") report({ of: "measure", measure: measure() });
  else perform(order.errand).then((outcome) => report({ of: "call", call: order.call, outcome }));
});
// Nobody is left behind, even if the parent is killed.
process.on("disconnect", () => process.exit());

async function perform(errand: Errand): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error("Aborted.")), errand.abortAfter);
  try {
    return await CALLS[errand.kind](medusa.admin.batchJobs, errand, abort.signal);
  } catch (error) {
    return { ended: "error", error: told(error, abort.signal) };
  } finally {
    clearTimeout(timer);
  }
}

function told(error: unknown, signal: AbortSignal): ToldError {
  const { name = "", message = String(error) } = Object(error) as Partial<Error>;
  if (isBatchJobError(error)) {
    const { id, status } = error.job;
    return { name, message, isPromised: true, applied: error.applied, job: { id, status } };
  }
  if (isMedusaError(error)) {
    const { status, code, ambiguous } = error;
    return { name, message, isPromised: true, status, code, ambiguous };
  }
  return { name, message, isPromised: signal.aborted && error === signal.reason };
}

function measure(): Measure {
  // Twice: what the first one finalizes, the second one collects.
  for (let times = 0; times < 2; times++) global.gc?.();
  return { heap: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo() };
}

function report(report: Report): void {
  process.send?.(report);
}

// A process that calls the SDK once and may be killed at any moment. Bundled by `bundle.ts`, started by `caller.ts`.
import { setTimeout as sleep } from "node:timers/promises";
import axios, { type InternalAxiosRequestConfig } from "axios";
import { type BatchJob, isMedusaError, Medusa } from "medusa-batch-jobs";
import { DEFAULT_USERS } from "../../../src/testing/options.js";
import { type Order, type Outcome, REQUEST_HEADER, type Report, type Task } from "./messages.js";
import { CSV, RESTOCK } from "./shop.js";

const send = axios.getAdapter("http");
/** So many of them at once would leave no processor to those who have something to do. */
const pace = (attempt: number) => Math.min(500, 40 * 2 ** attempt);
const waiting = new Map<string, () => void>();

process.on("message", (order: Order) => {
  if ("go" in order) waiting.get(order.go)?.();
  else perform(order.task);
});
// Nobody is left behind, even if the parent is killed.
process.on("disconnect", () => process.exit());
report({ ready: true });

async function perform(task: Task): Promise<void> {
  report({ task: task.name, outcome: await call(task).catch(toOutcome) });
}

async function call(task: Task): Promise<Outcome> {
  const { batchJobs } = clientFor(task).admin;
  const { method, key: idempotencyKey, asks, takeOverAfter } = task;
  const options = { idempotencyKey, takeOverAfter, interval: pace };
  const confirm = asks === undefined ? undefined : () => sleep(asks, true);
  switch (method) {
    case "create": {
      const { batch_job, response } = await batchJobs.create(RESTOCK, {}, { idempotencyKey });
      return { id: batch_job.id, replayed: response.status === 200 };
    }
    case "run":
      return held(await batchJobs.run(RESTOCK, { ...options, confirm }));
    case "importFile":
      return held(await batchJobs.importFile(CSV, { ...options, confirm }));
    case "exportFile":
      return held((await batchJobs.exportFile(options)).job);
  }
}

function held(job: BatchJob): Outcome {
  return { id: job.id, replayed: "replayed" in job && job.replayed === true };
}

/** Who is told that it may have been done, or that nobody could be reached, calls again. */
function toOutcome(thrown: unknown): Outcome {
  const error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  if (!isMedusaError(thrown)) return { error, mayBeRunAgain: false };
  const { name, ambiguous, status = 0 } = thrown;
  const isOutage = name === "MedusaConnectionError" || name === "MedusaTimeoutError";
  return { error, mayBeRunAgain: ambiguous || isOutage || status > 500 };
}

function clientFor({ name, baseUrl, timeout }: Task): Medusa {
  let sent = 0;
  const axiosAdapter = async (config: InternalAxiosRequestConfig) => {
    sent += 1;
    const id = `${name}.${sent}`;
    await leave(id, config);
    config.headers.set(REQUEST_HEADER, id);
    const answer = await send(config);
    report({ answered: id });
    return answer;
  };
  const apiKey = DEFAULT_USERS[0]?.apiToken;
  return new Medusa({ baseUrl, apiKey, timeout, maxRetryDelay: 20, axiosAdapter });
}

async function leave(id: string, { method = "", url = "" }: InternalAxiosRequestConfig) {
  const gone = new Promise<void>((resolve) => waiting.set(id, resolve));
  report({ ask: id, method: method.toUpperCase(), path: url });
  await gone;
  waiting.delete(id);
}

function report(report: Report): void {
  process.send?.(report);
}

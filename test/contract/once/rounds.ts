import { setTimeout as sleep } from "node:timers/promises";
import { type BatchJob, jobApplied } from "medusa-batch-jobs";
import { adminClient, productCsv, target } from "../shop.js";
import type { Callers, Kill } from "./caller.js";
import type { Method, Outcome, Stop } from "./messages.js";

/** What happens to those who share a key. */
export interface Round {
  method: Method;
  /** For each process, whether and where it is killed. Who is killed runs again. */
  kills: (Kill | undefined)[];
  /** Milliseconds between their starts. */
  apart: number;
}

/** What a round came to. */
export interface Verdict {
  round: Round;
  /** The kills that took place: not every process comes to where it was to be killed. */
  kills: Kill[];
  jobs: number;
  /** Calls that found the job applied. */
  replays: number;
  /** The server was asked by two processes at once to confirm: it can forget then that a job was completed. */
  isConfirmedTwice: boolean;
  /** Why it is not exactly once; `undefined` if it is. */
  fault: string | undefined;
}

const TYPES: Record<Method, string> = {
  run: "order-export",
  importFile: "product-import",
  exportFile: "product-export",
};

/** Milliseconds. Nobody is in the way of who is alone; of several, the owner is to confirm, however slow the machine is. */
const TAKE_OVER_AFTER_MS = { alone: 300, several: 12_000 };

const CONFIRM = "POST batch-jobs/id/confirm";

const { client, admin } = adminClient();
const prefix = `once-${process.pid}-`;
let rounds = 0;

/** Lets processes with one key run, die and run again, until each holds a job; then looks what there is. */
export async function play(round: Round, callers: Callers): Promise<Verdict> {
  rounds += 1;
  const key = `${prefix}${rounds}`;
  const csv = await productCsv(key).text();
  const { method, apart } = round;
  const takeOverAfter = TAKE_OVER_AFTER_MS[round.kills.length > 1 ? "several" : "alone"];
  const { url: baseUrl, admin } = target;
  const task = { method, key, csv, takeOverAfter, baseUrl, apiKey: admin.apiToken };
  const kills: Kill[] = [];
  const confirming = new Set<number>();
  let isConfirmedTwice = false;
  const perform = async (kill: Kill | undefined, index: number) => {
    const onStop = ({ at, operation }: Stop) => {
      if (operation !== CONFIRM) return;
      if (at === "after") confirming.delete(index);
      else confirming.add(index);
      isConfirmedTwice ||= confirming.size > 1;
    };
    await sleep(index * apart);
    const outcome = await callers.perform(task, onStop, kill);
    if (outcome !== undefined) return outcome;
    confirming.delete(index);
    if (kill !== undefined) kills.push(kill);
    return (await callers.perform(task, onStop)) ?? { error: "It was killed by somebody else." };
  };
  const outcomes = await Promise.all(round.kills.map(perform));
  const jobs = (await jobsOfAllKeys(TYPES[method])).filter((job) => keyOf(job) === key);
  const imports = method === "importFile" ? await countProducts(key) : 1;
  const replays = outcomes.filter((outcome) => "id" in outcome && outcome.replayed).length;
  const fault = faultIn(jobs, imports, outcomes);
  return { round, kills, jobs: jobs.length, replays, isConfirmedTwice, fault };
}

/** The jobs of all rounds that the server has not prepared: of those that it never will, as a rule because their file is gone. */
export async function unprepared(): Promise<BatchJob[]> {
  const jobs = await Promise.all(Object.values(TYPES).map(jobsOfAllKeys));
  return jobs.flat().filter(({ status }) => status === "created");
}

function faultIn(
  jobs: readonly BatchJob[],
  imports: number,
  outcomes: readonly Outcome[],
): string | undefined {
  const applied = jobs.filter(jobApplied);
  // One that was canceled in time does nothing. Any other has done the work, or failed on what was done already.
  const letGo = jobs.filter((job) => jobApplied(job) || (job.confirmed_at && !job.canceled_at));
  const fault = () => {
    if (applied.length === 0) return "lost: no job was applied";
    if (letGo.length > 1) return "double: more than one job was let go";
    if (imports !== 1) return `the products were imported ${imports} times`;
    const isHeld = (outcome: Outcome) => "id" in outcome && outcome.id === applied[0]?.id;
    return outcomes.every(isHeld) ? undefined : "a caller does not hold the applied job";
  };
  const found = fault();
  return found && `${found}\n${JSON.stringify({ outcomes, jobs: jobs.map(lifeOf) }, undefined, 1)}`;
}

function lifeOf({ context: _, result, ...job }: BatchJob): object {
  return { ...job, errors: result?.errors };
}

async function jobsOfAllKeys(type: string): Promise<BatchJob[]> {
  const jobs: BatchJob[] = [];
  for await (const job of admin.batchJobs.list({ type, limit: 100 })) {
    if (String(keyOf(job)).startsWith(prefix)) jobs.push(job);
  }
  return jobs;
}

function keyOf(job: BatchJob): unknown {
  return job.context?.idempotency_key;
}

async function countProducts(handle: string): Promise<number> {
  const path = `/admin/products?limit=1&handle=${handle}`;
  return (await client.request<{ count: number }>("GET", path)).count;
}

import { isText } from "../http/checks.js";
import { isObject } from "../http/kinds.js";
import type { BatchJob } from "../types/batch-job.js";
import { jobApplied, jobErrors, jobOutcome, jobProgress, needsConfirmation } from "./job.js";

/**
 * What a job does, or came to, on one line for people, in English: `3 products created, 2 updated; 7
 * variants created`, `12 orders exported (34 kB)`, `waits for confirmation: …`, `failed: …`. The job's type
 * and id are not in it.
 *
 * @example
 * ```ts
 * import Medusa, { jobSummary } from "medusa-batch-jobs";
 *
 * const { batch_jobs } = await new Medusa({ apiKey: "my-token" }).admin.batchJobs.list();
 * for (const job of batch_jobs) console.log(job.type, jobSummary(job));
 * ```
 */
export function jobSummary(job: BatchJob): string {
  // A line break, or what moves a terminal's cursor, ends the line.
  return summarize(job)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function summarize(job: BatchJob): string {
  const isDone = jobApplied(job);
  const work = workOf(job, isDone ?? false);
  const applied = isDone ? `although it was applied${after(": ", work)}` : "";
  switch (jobOutcome(job)) {
    case "completed":
      return work || "completed";
    case "canceled":
      return `canceled${after(", ", isDone === undefined ? "perhaps too late" : applied)}`;
    case "failed":
      return `failed${after(", ", applied)}: ${reasons(job)}`;
    default:
      return `${stateOf(job)}${after(": ", work)}`;
  }
}

function stateOf(job: BatchJob): string {
  const { status } = job;
  if (needsConfirmation(job)) return "waits for confirmation";
  if (status === "created") return "waits for the server to begin";
  if (status !== "confirmed" && status !== "processing")
    return String(status ?? "in an unknown state");
  const percent = Math.floor((jobProgress(job) ?? 0) * 100);
  return percent > 0 ? `in progress, ${percent} %` : "in progress";
}

function reasons(job: BatchJob): string {
  const [first, ...others] = jobErrors(job);
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return (first?.message || "the server does not say why") + more;
}

/** What a job has done, or is going to do; empty where the server does not say. */
function workOf({ type, result }: BatchJob, isDone: boolean): string {
  const { operations, count, stat_descriptors, file_size } = result ?? {};
  const [, things = "", action = "process"] = /^(.+)-(import|export)$/.exec(String(type)) ?? [];
  const acted = tense(action, isDone);
  if (isObject(operations))
    return operationsOf(operations, isDone) || nothing(things, acted, isDone);
  const said = [stat_descriptors ?? []].flat().map(messageOf).filter(isText);
  if (action === "export") {
    // Of a prepared export, and of one without orders, only the prose knows the number.
    const number = isNumber(count) ? count : /\d+/.exec(said[0] ?? "")?.[0];
    const size = isDone && isNumber(file_size) ? ` (${bytes(file_size)})` : "";
    return number === undefined ? "" : `${counted(Number(number), things)} ${acted}${size}`;
  }
  if (!isDone && said.length > 0) return said.join("; ");
  return isNumber(count) ? `${count} ${acted}` : "";
}

/** `{ PRODUCT_CREATE: 3, PRODUCT_UPDATE: 2 }`: 3 products created, 2 updated. */
function operationsOf(operations: object, isDone: boolean): string {
  const things = new Map<string, string[]>();
  for (const [key, number] of Object.entries(operations)) {
    const [, thing, verb] = /^(\w+)_([A-Z]+)$/.exec(key.toUpperCase()) ?? [];
    if (!thing || !verb || !isNumber(number) || number === 0) continue;
    const done = things.get(thing) ?? [];
    const what = done.length > 0 ? number : counted(number, OWN_NAMES[thing] ?? thing);
    things.set(thing, [...done, `${what} ${tense(verb.toLowerCase(), isDone)}`]);
  }
  return [...things.values()].map((done) => done.join(", ")).join("; ");
}

/** It is the rows of the file that are counted, not the prices in them. */
const OWN_NAMES: Record<string, string> = { PRICE_LIST_PRICE: "price row" };

/** Such an import is a success, and empties a price list all the same. */
function nothing(things: string, acted: string, isDone: boolean): string {
  if (things !== "price-list") return `nothing ${acted}`;
  return `nothing ${acted}, ${isDone ? "and the price list is empty now" : "but the price list will be empty"}`;
}

function counted(number: number, thing: string): string {
  const name = thing.toLowerCase().replace(/[_-]/g, " ");
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}

function tense(verb: string, isDone: boolean): string {
  return isDone ? verb.replace(/e?$/, "ed") : `to ${verb}`;
}

/** Decimal, as file managers show it: 34 kB. */
function bytes(size: number): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, size)) / 3));
  const value = size / 1000 ** power;
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${["B", "kB", "MB", "GB"][power]}`;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function messageOf(entry: unknown): unknown {
  return Object(entry).message;
}

function after(mark: string, text: string): string {
  return text && mark + text;
}

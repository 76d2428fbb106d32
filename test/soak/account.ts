import { groupBy } from "./group-by.js";
import type { Call } from "./ledger.js";
import type { Outcome } from "./messages.js";
import type { Kind } from "./plan.js";
import type { Holdings, JobRow, ProductRow } from "./shop.js";
import { isKeyed } from "./work.js";

/** What was to be, and what there is. */
export interface Account {
  /** How many of what, for people. */
  counts: Record<string, number>;
  /** The promises that were broken. */
  faults: string[];
}

/** Whether the work of a call is in the shop, as far as its end tells. */
type Effect = "applied" | "none" | "unknown";

/** All that belongs together: the calls of one work, its jobs, its product. */
interface Case {
  work: string;
  kind: Kind;
  calls: Call[];
  jobs: JobRow[];
  product: ProductRow | undefined;
}

/** What a second import of the same rows comes to: handles and SKUs are taken. */
const DUPLICATE = /duplicate key|already exists/i;

/** Accounts for every call, every job and every product: what was told, and what is in the database. */
export function accountFor(calls: readonly Call[], { jobs, products }: Holdings): Account {
  const cases = casesOf(calls, { jobs, products });
  const works = new Set(cases.map(({ work }) => work));
  const strangers = jobs.filter(({ soak }) => soak === null || !works.has(soak));
  const faults = [
    ...strangers.map(({ id, type }) => `The ${type} ${id} belongs to no call.`),
    ...calls.flatMap(faultsOfCall),
    ...cases.flatMap((each) =>
      faultsOf(each).map((fault) => `${each.work}, ${each.kind}: ${fault}`),
    ),
  ];
  return { counts: countsOf(cases, jobs), faults };
}

/** What the end of a call says about its work. */
export function effectOf(outcome: Outcome | undefined): Effect {
  if (outcome === undefined || outcome.ended === "killed" || outcome.ended === "hung")
    return "unknown";
  if (outcome.ended === "result") return "applied";
  const { name, job, applied, ambiguous } = outcome.error;
  if (applied) return "applied";
  const hasEnded = ["BatchJobFailedError", "BatchJobCanceledError"].includes(name);
  // Of a job that has not ended, nobody says that it will not be applied; of a canceled one, only where that is known.
  const isOpen = job !== undefined && !(hasEnded && applied === false);
  return isOpen || ambiguous ? "unknown" : "none";
}

function casesOf(calls: readonly Call[], { jobs, products }: Holdings): Case[] {
  const jobsOf = groupBy(jobs, ({ soak }) => soak);
  const productOf = new Map(products.map((product) => [product.handle, product]));
  const callsOf = groupBy(calls, ({ errand }) => errand.work);
  return [...callsOf].flatMap(([work, calls]) =>
    calls.slice(0, 1).map(({ errand: { kind } }) => {
      return { work, kind, calls, jobs: jobsOf.get(work) ?? [], product: productOf.get(work) };
    }),
  );
}

function faultsOfCall({ number, client, errand, outcome }: Call): string[] {
  const what = `call ${number} of ${client} (${errand.kind} ${errand.work})`;
  if (outcome === undefined) return [`${what} never ended`];
  if (outcome.ended === "hung") return [`${what} outlived its limit`];
  const isUnexpected = outcome.ended === "error" && !outcome.error.isPromised;
  return isUnexpected
    ? [`${what} ended with an error that is none of the SDK's: ${outcome.error.message}`]
    : [];
}

function faultsOf(each: Case): string[] {
  const held = each.calls.flatMap(({ outcome }) =>
    outcome?.ended === "result" ? outcome.jobs : [],
  );
  const completed = new Set(each.jobs.filter(({ isCompleted }) => isCompleted).map(({ id }) => id));
  const lost = held.filter((id) => !completed.has(id));
  return [
    ...lost.map((id) => `${id} was a result, and is not completed`),
    ...faultsOfProduct(each),
    ...faultsOfJobs(each, completed.size),
    ...faultsOfOpen(each),
  ];
}

function faultsOfProduct({ kind, calls, product }: Case): string[] {
  if (!kind.startsWith("import")) return [];
  const { products, variants, prices } = product ?? { products: 0, variants: 0, prices: 0 };
  if (variants !== products || prices !== products || products > 1) {
    return [
      `applied twice, or in part: ${products} products, ${variants} variants, ${prices} prices`,
    ];
  }
  const isThere = products === 1;
  if (isKeyed(kind)) return isThere ? [] : ["lost: its key came to nothing"];
  const effects = calls.map(({ outcome }) => effectOf(outcome));
  if (!isThere && effects.includes("applied")) return ["lost: it was done, and is not in the shop"];
  const isDenied = kind === "importDeclined" || effects.every((effect) => effect === "none");
  return isThere && isDenied ? ["applied, although its call said that it was not"] : [];
}

function faultsOfJobs({ kind, calls, jobs }: Case, completed: number): string[] {
  const mostJobs = kind === "watch" ? 2 : 1;
  const faults = [];
  if (completed > mostJobs) faults.push(`${completed} jobs of it were completed`);
  if (!isKeyed(kind) && jobs.length > mostJobs * calls.length)
    faults.push(`it made ${jobs.length} jobs`);
  if (kind === "exportOnce" && completed === 0) faults.push("lost: no job was completed");
  if (kind === "cancel" && completed > 0) faults.push("completed, although nobody confirmed it");
  const again = jobs.filter(({ errors }) => DUPLICATE.test(errors));
  faults.push(...again.map(({ id }) => `${id} imported what was there`));
  return faults;
}

/** A job that has not ended is lost, unless a call has said that something went wrong. */
function faultsOfOpen({ calls, jobs }: Case): string[] {
  const wasTold = calls.some(({ outcome }) => outcome?.ended !== "result");
  const open = wasTold ? [] : jobs.filter((job) => !hasEnded(job));
  return open.map(({ id }) => `${id} has not ended, and nobody was told`);
}

/** Whether nothing will come of a job any more, as far as the table tells. */
export function hasEnded({ isCompleted, isCanceled, isFailed }: JobRow): boolean {
  return isCompleted || isCanceled || isFailed;
}

function countsOf(cases: readonly Case[], jobs: readonly JobRow[]): Record<string, number> {
  const keyed = cases.filter(({ kind }) => isKeyed(kind));
  const isDone = ({ jobs }: Case) => jobs.some(({ isCompleted }) => isCompleted);
  const plain = cases.filter(({ kind }) => kind === "importPlain" || kind === "importAborted");
  const told = (effect: Effect, isThere: boolean) =>
    plain.filter(
      ({ calls, product }) =>
        calls.every(({ outcome }) => effectOf(outcome) === effect) &&
        (product !== undefined) === isThere,
    ).length;
  const count = (isMeant: (job: JobRow) => boolean) => jobs.filter(isMeant).length;
  return {
    keys: keyed.length,
    "keys with one applied job": keyed.filter(isDone).length,
    "imports without a key that resolved, and are in the shop": told("applied", true),
    "imports without a key that said no, and are not in the shop": told("none", false),
    "imports without a key that said they do not know: in the shop": told("unknown", true),
    "imports without a key that said they do not know: not in the shop": told("unknown", false),
    "jobs in the database": jobs.length,
    "jobs completed": count(({ isCompleted }) => isCompleted),
    "jobs failed or canceled, and not applied": count((job) => hasEnded(job) && !job.isCompleted),
    "jobs left `created`, whose event is lost": count((job) => !hasEnded(job) && !job.isPrepared),
    "jobs left prepared, that nobody confirmed": count(
      (job) => !hasEnded(job) && job.isPrepared && !job.isConfirmed,
    ),
    "jobs left confirmed": count((job) => !hasEnded(job) && job.isConfirmed),
  };
}

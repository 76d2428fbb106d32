import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "../backend/database.mjs";
import { type Backend, startBackend } from "../backend/spawn.mjs";
import { type Account, accountFor, hasEnded } from "./account.js";
import { Clients } from "./clients.js";
import { faultsOfHealth } from "./health.js";
import { HealthMonitor } from "./health-monitor.js";
import type { Ledger } from "./ledger.js";
import { medusasOf, Outages } from "./outages.js";
import { outagesOf, type Part, type Task, tasksOf } from "./plan.js";
import type { Findings } from "./report.js";
import { readHoldings } from "./shop.js";
import { Work } from "./work.js";

const CLIENTS = 4;
/** More than they can do. */
const TASKS_PER_MINUTE = 600;
/** Milliseconds. The tests' own, instead of Medusa's 3000. */
const TICK_MS = 50;
const PROGRESS_MS = 10_000;
/** Redis has a job done again a minute after its Medusa was killed. */
const SETTLE_MS = 120_000;
const SETTLE_LOOK_MS = 2_000;
/** No key needs as long after the last outage. */
const KEYS_LIMIT_MS = 420_000;

export interface SoakOptions {
  minutes: number;
  seed: number;
  instances: number;
}

/** Plays a soak from its start to its account. */
export async function soak(
  options: SoakOptions,
  ledger: Ledger,
): Promise<{ findings: Findings; faults: string[] }> {
  const { instances } = options;
  const backend = await startBackend({ profile: "production", instances, tick: TICK_MS });
  try {
    const shops = shopsOf(backend);
    const clients = await Clients.open(shops, ledger);
    try {
      return await play(options, backend, clients, ledger);
    } finally {
      await clients.close();
    }
  } finally {
    await backend.stop();
  }
}

async function play(
  { minutes, seed, instances }: SoakOptions,
  backend: Backend,
  clients: Clients,
  ledger: Ledger,
): Promise<{ findings: Findings; faults: string[] }> {
  const ms = minutes * 60_000;
  const work = new Work(tasksOf(seed, Math.ceil(minutes * TASKS_PER_MINUTE)));
  const victim = clients.all[CLIENTS - 1] ?? fail("There is no client.");
  const outages = new Outages(backend, victim, ledger);
  const monitor = await HealthMonitor.open(clients.all.filter((client) => client !== victim));
  const progress = setInterval(() => console.log(lineOf(ledger, outages, work)), PROGRESS_MS);
  ledger.start();
  const working = clients.perform(work);
  await outages.play(outagesOf(seed, partsOf(instances), ms), ms);
  await sleep(Math.max(0, ms - ledger.now));
  await outages.restartMedusa();
  work.isClosing = true;
  ledger.note("closing");
  const late = setTimeout(() => work.giveUp(), KEYS_LIMIT_MS);
  await working;
  clearTimeout(late);
  const lastProbe = await clients.all[0]?.perform(PROBE);
  const account = await settledAccount(backend, ledger, outages.endedAt + SETTLE_MS);
  clearInterval(progress);
  const health = await monitor.close();
  const { downtimes } = outages;
  const findings = { calls: ledger.calls, takenUp: work.takenUp, downtimes, account, health };
  const faults = [
    ...account.faults,
    ...health.flatMap(faultsOfHealth),
    ...(lastProbe?.ended === "result" ? [] : ["An export after all of it did not complete."]),
    ...clients.all
      .filter(({ crashes }) => crashes > 0)
      .map(({ name }) => `${name} ended by itself.`),
  ];
  return { findings, faults };
}

/** After all outages, when the queue is empty: the shop works, as its clients do. */
const PROBE = {
  kind: "exportPlain" as const,
  work: "soak-probe",
  rest: 0,
  abortAfter: 0,
  again: false,
} satisfies Task & { again: boolean };

/** When what was confirmed has ended, or does not go on. What stays `created` has lost its event, and does for ever. */
async function settledAccount(backend: Backend, ledger: Ledger, until: number): Promise<Account> {
  const database = await openDatabase(backend.databaseUrl);
  try {
    return await accountOf(database, ledger, until);
  } finally {
    await database.close();
  }
}

async function accountOf(database: Database, ledger: Ledger, until: number): Promise<Account> {
  for (;;) {
    const holdings = await readHoldings(database);
    const isSettled = holdings.jobs.every((job) => hasEnded(job) || !job.isConfirmed);
    if (isSettled || ledger.now > until) return accountFor(ledger.calls, holdings);
    await sleep(SETTLE_LOOK_MS);
  }
}

function shopsOf({
  urls,
  users: [{ apiToken: apiKey }],
}: Backend): { baseUrl: string; apiKey: string }[] {
  return Array.from({ length: CLIENTS }, (_, i) => {
    return { baseUrl: urls[i % urls.length] ?? fail("The shop has no URL."), apiKey };
  });
}

function partsOf(instances: number): Part[] {
  return ["redis", "storage", "postgres", "client", ...medusasOf(instances)];
}

function lineOf({ calls, now }: Ledger, { down }: Outages, work: Work): string {
  const ended = calls.filter(({ outcome }) => outcome !== undefined);
  const errors = ended.filter(({ outcome }) => outcome?.ended === "error").length;
  const what = down ?? (work.isClosing ? "nothing any more" : "nothing");
  return `${Math.round(now / 1000)} s: ${calls.length} calls, ${ended.length} ended, ${errors} with an error; down: ${what}`;
}

function fail(message: string): never {
  throw new Error(message);
}

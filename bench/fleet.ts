import { Clock } from "../test/support/clock.js";
import { randomOf } from "../test/support/random.js";
import { pollCard, pollList } from "./fleet/admin-ui.js";
import { normalHour, outageAndAfter, type Recording, type SeenEnd } from "./fleet/figures.js";
import { Page } from "./fleet/page.js";
import {
  AFTERWARDS,
  OPENING,
  type Outage,
  outagesOf,
  type PlannedJob,
  planJobs,
} from "./fleet/scenario.js";
import { Shop } from "./fleet/shop.js";
import { Tally } from "./fleet/statistics.js";

const FLEET = 10_000;

/**
 * How many of them are simulated. A shop that answers however much it is asked makes clients independent of each
 * other, so that each stands for as many others: all ten thousand send 40 million requests, which take an hour.
 */
const CLIENTS = Number(process.env.BENCH_FLEET_CLIENTS ?? 200);
const SEED = Number(process.env.BENCH_FLEET_SEED ?? 1);

const OUTAGES = outagesOf(["connection refused", "503", "503, Retry-After"]);
const UNTIL = (OUTAGES.at(-1)?.to ?? 0) + AFTERWARDS;

/** The three jobs of a page, each followed by others. */
type Lanes = readonly (readonly PlannedJob[])[];

/**
 * What ten thousand open pages ask a shop in a normal hour, in outages and after them: by the SDK's own poller, and as
 * Medusa's own admin polls.
 */
export async function benchFleet(): Promise<void> {
  const random = randomOf(SEED);
  const plan = { until: UNTIL, outages: OUTAGES, random };
  const pages: Lanes[] = Array.from({ length: CLIENTS }, (_, i) =>
    ["a", "b", "c"].map((lane) => planJobs(`${i}${lane}`, plan)),
  );
  const recordings = {
    SDK: await followAll(pages, random),
    "admin-ui": pollAll(pages, ({ createdAt }) => createdAt),
    "admin-ui, all in step": pollAll(pages, () => 0),
  };
  print(recordings);
}

async function followAll(pages: readonly Lanes[], random: () => number): Promise<Recording> {
  const clock = new Clock(10);
  const requests = new Tally(UNTIL);
  const ends: SeenEnd[] = [];
  const shop = new Shop(clock, OUTAGES, (time) => requests.count(time));
  const onEnd = ({ endsAt }: PlannedJob, seenAt: number) => ends.push({ endsAt, seenAt });
  const uninstall = install(clock, random);
  try {
    for (const lanes of pages) void new Page(shop, lanes, onEnd).open(random() * OPENING);
    await clock.runUntil(UNTIL);
  } finally {
    uninstall();
  }
  return { requests, ends };
}

function install(clock: Clock, random: () => number): () => void {
  const own = Math.random;
  const uninstall = clock.install();
  Math.random = random;
  return () => {
    uninstall();
    Math.random = own;
  };
}

/** @param phaseOf When the timer of a job's card acts, modulo its interval. */
function pollAll(pages: readonly Lanes[], phaseOf: (job: PlannedJob) => number): Recording {
  const requests = new Tally(UNTIL);
  const ends: SeenEnd[] = [];
  for (const jobs of pages.map((lanes) => lanes.flat())) {
    for (const job of jobs) {
      const { times, seenAt } = pollCard(job, phaseOf(job), OUTAGES);
      for (const time of times) requests.count(time);
      ends.push({ endsAt: job.endsAt, seenAt });
    }
    const created = jobs.map(({ createdAt }) => createdAt);
    for (const time of pollList(created, UNTIL, OUTAGES)) requests.count(time);
  }
  return { requests, ends };
}

function print(recordings: Record<string, Recording>): void {
  const scale = FLEET / CLIENTS;
  const named = Object.entries(recordings);
  console.log(`fleet: ${FLEET} pages, each with a live list and three jobs (${CLIENTS} simulated)`);
  console.table(Object.fromEntries(named.map(([name, one]) => [name, normalHour(one, scale)])));
  const rowsOf = (outage: Outage) =>
    named.map(([name, one]) => [`${outage.kind}: ${name}`, outageAndAfter(one, outage, scale)]);
  console.log("and five minutes of outage, with half an hour after each");
  console.table(Object.fromEntries(OUTAGES.flatMap(rowsOf)));
}

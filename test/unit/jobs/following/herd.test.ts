import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MedusaAPIError, MedusaConnectionError } from "../../../../src/index.js";
import { JobPoller } from "../../../../src/jobs/following/poller.js";
import { waitForJob } from "../../../../src/jobs/following/wait.js";
import { watchList } from "../../../../src/jobs/following/watch-list.js";
import { Clock } from "../../../support/clock.js";
import { randomOf } from "../../../support/random.js";
import { jobIn } from "../jobs.js";

const CLIENTS = 100;
const MINUTE = 60_000;
const OUTAGE_MS = 2 * MINUTE;

/** What the server answers in an outage, so many milliseconds before its end. */
type Refusal = (left: number) => Error;

const REFUSALS: [string, Refusal][] = [
  ["refuses connections", () => new MedusaConnectionError("connect ECONNREFUSED")],
  ["answers 503", () => new MedusaAPIError("unavailable", { status: 503 })],
  [
    "answers 503 and names its end",
    (retryAfter) => new MedusaAPIError("unavailable", { status: 503, retryAfter }),
  ],
];

const clock = new Clock(10);
let uninstall: () => void;

beforeEach(() => {
  uninstall = clock.install();
  vi.spyOn(Math, "random").mockImplementation(randomOf(1));
});
afterEach(() => {
  uninstall();
  vi.restoreAllMocks();
});

/** Follows a job and a list with each of many clients, through an outage in which all jobs change. */
async function requestsAround(refusal: Refusal) {
  const start = clock.now;
  const from = start + 2 * MINUTE;
  const to = from + OUTAGE_MS;
  const times: number[] = [];
  const answer = () => {
    const { now } = clock;
    times.push(now);
    if (from <= now && now < to) throw refusal(to - now);
    return jobIn(now < to ? "created" : "confirmed");
  };
  const source = {
    list: async () => ({ batch_jobs: [answer()] }),
    retrieve: async () => ({ batch_job: answer() }),
  };
  const leave = new AbortController();
  const { signal } = leave;
  const open = async () => {
    const poller = new JobPoller(source);
    const calls = { poller, retrieve: source.retrieve, cancel: source.retrieve };
    const watch = async () => {
      for await (const _ of watchList({ poller }, {}, { signal }));
    };
    await Promise.allSettled([watch(), waitForJob(calls, "batch_1", { signal })]);
  };
  const pages = Array.from({ length: CLIENTS }, async (_, i) => {
    await clock.sleep((i * MINUTE) / CLIENTS);
    await open();
  });
  await clock.runUntil(to + MINUTE);
  leave.abort();
  await Promise.all(pages);
  const between = (a: number, b: number) => times.filter((time) => a <= time && time < b);
  return { steady: between(from - MINUTE / 2, from), after: between(to, to + MINUTE) };
}

function busiestSecond(times: number[]): number {
  const seconds = new Map<number, number>();
  for (const time of times) {
    const second = Math.floor(time / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return Math.max(...seconds.values());
}

test.each(REFUSALS)(
  "many clients do not come back as a herd when a server is there again that %s",
  async (_, refusal) => {
    const { steady, after } = await requestsAround(refusal);
    // Of so few clients chance alone makes a second half as busy again.
    expect(busiestSecond(after)).toBeLessThanOrEqual(2 * (steady.length / 30));
  },
);

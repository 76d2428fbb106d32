import { expect, test } from "vitest";
import { pollCard, pollList } from "../../../bench/fleet/admin-ui.js";
import { type Outage, type PlannedJob, planJobs } from "../../../bench/fleet/scenario.js";
import { mean, quantile, Tally } from "../../../bench/fleet/statistics.js";
import { randomOf } from "../../support/random.js";

const OUTAGE: Outage = { kind: "503", from: 3_000, to: 7_000 };
const JOB: PlannedJob = { id: "a", wantedAt: 0, createdAt: 0, confirmedAt: 0, endsAt: 4_500 };

test("a card asks every two seconds, and sees the end with the first answer after it", () => {
  expect(pollCard(JOB, 0, [])).toEqual({ times: [2_000, 4_000, 6_000], seenAt: 6_000 });
});

test("a card asks twice in an outage, and not at once when it is over", () => {
  const polls = { times: [2_000, 4_000, 5_000, 6_000, 7_000], seenAt: 7_000 };
  expect(pollCard(JOB, 0, [OUTAGE])).toEqual(polls);
});

test("the list is asked for ever more seldom, and often again after a new job", () => {
  expect(pollList([0, 20_000], 30_000, [])).toEqual([2_000, 7_000, 17_000, 22_000, 27_000]);
});

test("no job is created in an outage, and each follows the one before", () => {
  const plan = { until: 1e7, outages: [{ kind: "503", from: 1e6, to: 2e6 } as const] };
  const jobs = planJobs("a", { ...plan, random: randomOf(1) });
  for (const [i, { wantedAt, createdAt, endsAt }] of jobs.entries()) {
    expect(createdAt < 1e6 || createdAt >= 2e6).toBe(true);
    expect(wantedAt).toBeGreaterThanOrEqual(jobs[i - 1]?.endsAt ?? 0);
    expect(endsAt).toBeGreaterThan(createdAt);
  }
  expect(jobs).toEqual(planJobs("a", { ...plan, random: randomOf(1) }));
});

test("a tally counts by the second, and leaves out what comes too late", () => {
  const tally = new Tally(3_000);
  for (const time of [0, 999, 1_000, 2_500, 3_000, 9_000]) tally.count(time);
  expect(tally.between(0, 3_000)).toEqual([2, 1, 1]);
});

test("mean and quantiles", () => {
  const values = [4, 1, 3, 2];
  expect([mean(values), quantile(values, 0.5), quantile(values, 1)]).toEqual([2.5, 2, 4]);
});

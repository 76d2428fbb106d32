import { describe, expect, test } from "vitest";
import type { BatchJob } from "../../../src/index.js";
import { holdOf, whatItHangsIn } from "../../../src/jobs/hold.js";
import { jobIn } from "./jobs.js";

const NOW = Date.parse("2026-11-26T12:00:00Z");

/** So many seconds ago. */
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

const created = (id: string, seconds: number, more: Partial<BatchJob> = {}): BatchJob =>
  jobIn("created", { id, created_at: ago(seconds), ...more });

/** Confirmed by the server, as it was prepared. */
const atWork = (id: string, seconds: number, since: number): BatchJob =>
  created(id, seconds, {
    status: "confirmed",
    pre_processed_at: ago(since),
    confirmed_at: ago(since),
  });

const completed = (id: string, seconds: number, since: number, until: number): BatchJob => ({
  ...atWork(id, seconds, since),
  status: "completed",
  completed_at: ago(until),
});

const HANGS = created("hangs", 100);
const CONFIRMED = atWork("hangs", 100, 90);

describe("what others tell of a job that hangs", () => {
  test.each<[string, BatchJob, BatchJob[], object]>([
    ["it is alone", HANGS, [HANGS], {}],
    ["all others have ended before", HANGS, [HANGS, completed("a", 200, 190, 150)], {}],
    ["another is at work", HANGS, [HANGS, atWork("a", 120, 110)], { behind: "a" }],
    ["one was at work until just now", HANGS, [HANGS, completed("a", 120, 110, 1)], {}],
    ["the one at work was killed hours ago", HANGS, [HANGS, atWork("a", 9000, 8000)], {}],
    [
      "one before it is not prepared either, and is the first of them",
      HANGS,
      [HANGS, created("b", 110), created("a", 120)],
      { behind: "a" },
    ],
    ["a later one is not prepared either", HANGS, [created("b", 90), HANGS], {}],
    [
      "the one before it is dead: others have passed it",
      HANGS,
      [HANGS, completed("b", 8000, 7990, 7980), created("a", 9000)],
      {},
    ],
    [
      "a later one was prepared",
      HANGS,
      [atWork("b", 90, 80), HANGS, atWork("a", 120, 110)],
      { overtakenBy: "b" },
    ],
    [
      "a later one failed as it was prepared",
      HANGS,
      [created("b", 90, { status: "failed", failed_at: ago(80) }), HANGS],
      { overtakenBy: "b" },
    ],
    [
      "one that was confirmed later is done",
      HANGS,
      [HANGS, completed("a", 120, 80, 70)],
      { overtakenBy: "a" },
    ],
    ["confirmed, behind another", CONFIRMED, [CONFIRMED, atWork("a", 120, 110)], { behind: "a" }],
    ["confirmed, before another", CONFIRMED, [atWork("b", 95, 80), CONFIRMED], {}],
    ["confirmed, and others are only created", CONFIRMED, [CONFIRMED, created("a", 120)], {}],
  ])("%s", (_, job, jobs, expected) => {
    const { behind, overtakenBy } = holdOf(job, jobs, NOW);
    expect({ behind: behind?.id, overtakenBy: overtakenBy?.id }).toEqual({
      behind: undefined,
      overtakenBy: undefined,
      ...expected,
    });
  });
});

const IMPORT = created("hangs", 100, { context: { fileKey: "x.csv" } });
const A = atWork("a", 120, 110);

test.each<[string, string]>([
  [
    whatItHangsIn(HANGS, { behind: A }),
    `It is queued behind the product-export a, confirmed at ${A.confirmed_at}: a Redis event bus runs one job at a time. (On the local one, its event is lost.)`,
  ],
  [
    whatItHangsIn(IMPORT, { behind: A }),
    `It is queued behind the product-export a, confirmed at ${A.confirmed_at}: a Redis event bus runs one job at a time. (On the local one, its fileKey is wrong or was used before.)`,
  ],
  [
    whatItHangsIn(HANGS, { behind: created("a", 120) }),
    `The product-export a, created before it at ${ago(120)}, is not prepared either. It may be that one which holds up all others, by a wrong fileKey; or the event bus is down.`,
  ],
  [
    whatItHangsIn(HANGS, { overtakenBy: A }),
    'The server has gone on with the product-export a, which was due later: this one hardly begins by itself. Its event is lost, as by a restart. Cancel it, and run it again; with a key, by rerun: ["failed", "canceled"].',
  ],
  [
    whatItHangsIn(IMPORT, {}),
    'No other job of yours is at work; one of another user\'s is not shown. Its fileKey is wrong or was used before (a key works once): such an import hangs for ever, and may hold up the queue; on S3 it fails instead. Otherwise its event is lost, as by a restart, or the event bus is down: it does not begin by itself then. If no job of the shop goes on any more, restart Medusa: after an outage of Redis it may hand out no event until then, and loses none. Cancel it, and run it again; with a key, by rerun: ["failed", "canceled"].',
  ],
  [
    whatItHangsIn(CONFIRMED, { behind: A }),
    `It is queued behind the product-export a, confirmed at ${A.confirmed_at}, or in progress beside it, or the server was stopped while it was: on a Redis event bus Medusa takes such a job up again by itself, once, within about a minute of its start; on the local one never. If Postgres was down meanwhile, its event is lost, and it does not go on at all. To run it again, cancel it first.`,
  ],
  [
    whatItHangsIn(CONFIRMED, {}),
    "It is in progress, or the server was stopped while it was: on a Redis event bus Medusa takes such a job up again by itself, once, within about a minute of its start; on the local one never. If Postgres was down meanwhile, its event is lost, and it does not go on at all. To run it again, cancel it first.",
  ],
])("in words: %s", (said, expected) => {
  expect(said).toBe(expected);
});

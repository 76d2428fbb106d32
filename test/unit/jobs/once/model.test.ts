import { describe, expect, test } from "vitest";
import { jobOutcome } from "../../../../src/index.js";
import { RULES, type Rule, type Sight } from "../../../../src/jobs/once/rules.js";
import { explore } from "./model/explore.js";
import { modelOf } from "./model/model.js";
import type { Scenario } from "./model/world.js";

const ASKED = [{ asks: true }, { asks: true }];

/** What two calls at once meet; numbers are how often at most. */
const SCENARIOS: [what: string, Scenario][] = [
  ["nothing goes wrong", {}],
  ["one is killed, and called again", { kill: 1 }],
  ["one is killed for good", { kill: 1, staysDead: true }],
  ["an answer is lost, and what was sent acts late or never", { loss: 1 }],
  ["jobs fail, and one is called again", { failure: 2, rerun: 1 }],
  ["a job is never prepared", { stuck: 1, rerun: 1 }],
  ["a person cancels a job", { no: 1, rerun: 1 }],
  ["a person cancels a job, and canceled jobs are created again", { no: 1, terms: again() }],
  ["a person is asked", { no: 1, terms: ASKED }],
  ["one asks a person, and the other does not", { no: 1, terms: [{ asks: true }, {}] }],
  ["a person is asked, and one is killed", { kill: 1, staysDead: true, terms: ASKED }],
  ["jobs are leased", { failure: 1, hasLeases: true }],
  ["jobs are leased, and one is killed for good", { kill: 1, staysDead: true, hasLeases: true }],
  ["one leaves what is prepared to the other", { terms: [{}, { prepared: "wait" }] }],
  ["one takes what is prepared", { terms: [{}, { prepared: "take" }] }],
  [
    "one wants no more than that it is confirmed",
    { failure: 1, terms: [{}, { isEnoughConfirmed: true }] },
  ],
  ["a job grows old, and one is called again", { age: 1, rerun: 1 }],
];

/** They take minutes: `MODEL=deep npx vitest run --project unit test/unit/jobs/once/model.test.ts`. */
const DEEP: [what: string, Scenario][] = [
  ["there are three calls", { calls: 3 }],
  ["one is killed twice", { kill: 2 }],
  ["an answer is lost, and a job fails", { loss: 1, failure: 1, rerun: 1 }],
  ["two answers are lost", { loss: 2 }],
  ["one is killed, and an answer is lost", { kill: 1, loss: 1 }],
  ["one is killed, and a job fails", { kill: 1, failure: 1 }],
  ["jobs are leased, and one is killed", { kill: 1, failure: 1, hasLeases: true }],
  ["a person cancels, and a job fails", { no: 1, failure: 1, rerun: 2 }],
  ["a job grows old while a person is asked", { age: 1, terms: ASKED }],
  ["a job grows old, and one is killed", { age: 1, kill: 1 }],
  ["a job grows old, a person cancels, one is called again", { age: 1, no: 1, rerun: 1 }],
];

/** Each rule is needed: without it, this is what happens. */
const MUTATIONS: [mutation: string, breach: string, Scenario][] = [
  ["no applied job is taken", "a call fails for nothing", { rules: without("takeApplied") }],
  [
    "no job is taken that failed, run once more, when it was applied",
    "a call fails for nothing",
    {
      kill: 1,
      rules: instead("takeApplied", (sight) => {
        const step = RULES.takeApplied(sight);
        return step && jobOutcome(step.job) === "completed" ? step : undefined;
      }),
    },
  ],
  [
    "what is prepared beside the applied one is left",
    "a call leaves a job behind",
    {
      rules: instead("takeApplied", (sight) => {
        const step = RULES.takeApplied(sight);
        return step && { ...step, needless: [] };
      }),
    },
  ],
  [
    "a job is confirmed beside one that runs",
    "job 2 is confirmed beside job 1",
    { rules: without("followConfirmed") },
  ],
  [
    "a cancel that meets a confirm counts at once",
    "job 1 is confirmed beside job 2",
    { rules: inTimes("followConfirmed", () => ({ isSettling: () => false })) },
  ],
  [
    "a cancel of what was confirmed counts at once",
    "job 1 is confirmed beside job 2",
    {
      rules: inTimes("followConfirmed", ({ isSettling }) => ({
        isSettling: (job) => !job.confirmed_at && isSettling(job),
      })),
    },
  ],
  [
    "an old job is confirmed",
    "job 2 is confirmed beside job 1",
    { age: 1, rules: without("cancelExpiring") },
  ],
  [
    "nobody waits for the owner",
    "a job is taken from its owner",
    { hasLeases: true, rules: without("awaitOwner") },
  ],
  [
    "the others are not canceled",
    "job 1 is confirmed beside job 2",
    { rules: without("cancelOthers") },
  ],
  [
    "the others are canceled after the confirm",
    "job 1 is confirmed beside job 2",
    { rules: [...without("cancelOthers"), RULES.cancelOthers] },
  ],
  [
    "who is to leave it confirms",
    "a call confirms that is not to",
    { terms: [{}, { prepared: "wait" }], rules: without("leavePrepared") },
  ],
  [
    "nobody is asked",
    "a job is confirmed that nobody agreed to",
    { terms: ASKED, rules: without("ask") },
  ],
  [
    "a person is asked again and again",
    "it may go on for ever",
    {
      terms: ASKED,
      rules: instead("ask", (sight, terms) => RULES.ask({ ...sight, agreed: undefined }, terms)),
    },
  ],
  ["nothing is confirmed", "a call waits for ever", { rules: without("confirm") }],
  [
    "what is created is not waited for",
    "a call fails for nothing",
    { rules: without("awaitCreated") },
  ],
  [
    "what is created competes",
    "a call waits for ever",
    { stuck: 1, rules: [awaitAllCreated, ...Object.values(RULES)] },
  ],
  [
    "its own failure does not count",
    "a call creates twice",
    { failure: 1, rules: without("failAsFollowed") },
  ],
  [
    "a stop does not count",
    "a call creates what a person has stopped",
    { no: 1, rules: without("failAsBefore") },
  ],
  [
    "its own end counts as a stop by others",
    "a call is told of a stop that was none",
    { no: 1, rules: [...without("failAsFollowed"), RULES.failAsFollowed] },
  ],
  [
    "the cancel of a loser counts as a stop",
    "a call is told of a stop that was none",
    {
      failure: 1,
      rerun: 1,
      rules: instead("failAsBefore", among(RULES.failAsBefore, isCanceled)),
    },
  ],
  [
    "the cancel of what was old counts",
    "a call fails for nothing",
    {
      age: 1,
      rules: inTimes("failAsFollowed", () => ({ isExpiring: () => false })),
    },
  ],
  [
    "a round is judged without its old winner",
    "a call fails for nothing",
    {
      age: 1,
      rules: instead("failAsBefore", (sight, terms) => {
        const isOldCancel = (job: Job) => isCanceled(job) && sight.time.isExpiring(job);
        return among(RULES.failAsBefore, (job) => !isOldCancel(job))(sight, terms);
      }),
    },
  ],
  [
    "what a person agreed to is confirmed without another look",
    "job 2 is confirmed beside job 1",
    { age: 1, terms: ASKED, loop: "confirms without another look" },
  ],
  [
    "a create is sent again whose answer was lost",
    "a call creates twice",
    { loss: 1, loop: "creates again" },
  ],
  [
    "its own job is known by the key, not by the nonce",
    "a job is taken from its owner",
    { hasLeases: true, loop: "knows its own by the key" },
  ],
];

/** What the promises rest on. */
const ASSUMPTIONS: [assumption: string, breach: string, Scenario][] = [
  ["lists do not lag behind", "job 2 is confirmed beside job 1", { isReplicated: true }],
  [
    "nobody gives the key to a job that is no dry run",
    "job 2 is confirmed beside job 1",
    { hasWet: true },
  ],
  [
    "a confirm does not take longer than a run",
    "job 1 is applied, and confirmed",
    { isSlow: true },
  ],
];

type Name = keyof typeof RULES;
type Job = Sight["jobs"][number];

describe("of two calls with a key one job at most is applied, each ends with it, or fails with a reason", () => {
  test.each(process.env.MODEL === "deep" ? [...SCENARIOS, ...DEEP] : SCENARIOS)(
    "%s",
    (_, scenario) => {
      const { breach, trace } = explore(modelOf(scenario));
      expect(breach && [breach, ...trace].join("\n")).toBeUndefined();
    },
    600_000,
  );
});

test.each(MUTATIONS)("if %s, %s", (_, breach, scenario) => {
  expect(explore(modelOf(scenario))).toMatchObject({ breach });
});

test.each(ASSUMPTIONS)("%s; or else %s", (_, breach, scenario) => {
  expect(explore(modelOf(scenario))).toMatchObject({ breach });
});

function again() {
  return [{ rerun: ["failed", "canceled"] as const }, { rerun: ["failed", "canceled"] as const }];
}

function without(name: Name): Rule[] {
  return instead(name, () => undefined);
}

/** The rules, with another one in the place of one. */
function instead(name: Name, rule: Rule): Rule[] {
  return Object.values({ ...RULES, [name]: rule });
}

/** The rules, where one of them goes by other times. */
function inTimes(name: Name, change: (time: Sight["time"]) => Partial<Sight["time"]>): Rule[] {
  const rule: Rule = RULES[name];
  return instead(name, (sight, terms) =>
    rule({ ...sight, time: { ...sight.time, ...change(sight.time) } }, terms),
  );
}

/** A rule that sees some of the jobs. */
function among(rule: Rule, isSeen: (job: Job) => boolean): Rule {
  return (sight, terms) => rule({ ...sight, jobs: sight.jobs.filter(isSeen) }, terms);
}

function awaitAllCreated({ jobs }: Sight) {
  const job = jobs.find(({ status }) => status === "created");
  return job && { do: "pause" as const, job };
}

function isCanceled(job: Job): boolean {
  return jobOutcome(job) === "canceled";
}

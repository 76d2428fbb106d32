import type { Step, Terms } from "../../../../../src/jobs/once/rules.js";
import { numberOf } from "./rows.js";
import {
  type Call,
  COMPLETED,
  CONFIRMED,
  hasEnded,
  hasFailed,
  isWaiting,
  type Job,
  NOBODY,
  OLD,
  PREPARED,
  type World,
} from "./world.js";

/** The promise that a step breaks. */
export function breachOf(
  step: Step,
  call: Call,
  c: number,
  jobs: readonly Job[],
  terms: Terms,
  world: World,
): string | undefined {
  const targets = step.do === "cancel" ? step.jobs : "job" in step ? [step.job] : [];
  const isTarget = ({ n }: Job) => targets.some((row) => numberOf(row) === n);
  switch (step.do) {
    case "cancel":
    case "ask":
    case "confirm": {
      const winner = jobs.find(isWaiting);
      const isOwned = winner && winner.by !== NOBODY && winner.by !== c && winner.isLeased;
      if (isOwned && winner.age === 0 && isTarget(winner)) return "a job is taken from its owner";
      if (step.do === "cancel") return undefined;
      if (terms.prepared !== "confirm") return "a call confirms that is not to";
      const isAgreed = call.agreed === numberOf(step.job);
      return step.do === "confirm" && terms.asks && !isAgreed
        ? "a job is confirmed that nobody agreed to"
        : undefined;
    }
    case "create": {
      if (call.hasCreated && !world.jobs.some(({ age }) => age > 0)) return "a call creates twice";
      const isOver = (stop: Job) =>
        jobs.some((job) => job.age === OLD || (hasFailed(job) && job.failed > stop.n));
      const stop = jobs.find((job) => job.wasStoppedByPerson && !isOver(job));
      return stop && !terms.rerun.includes("canceled")
        ? "a call creates what a person has stopped"
        : undefined;
    }
    case "fail":
      if (!jobs.some((job) => hasFailed(job) || job.wasStoppedByPerson))
        return "a call fails for nothing";
      return step.stopped &&
        !jobs.some((job) => job.wasStoppedByPerson && !(call.followed & (1 << job.n)))
        ? "a call is told of a stop that was none"
        : undefined;
    case "take": {
      const [taken] = jobs.filter(isTarget);
      const enough =
        terms.prepared === "take" ? PREPARED : terms.isEnoughConfirmed ? CONFIRMED : COMPLETED;
      if (!taken || taken.far < enough) return "a call resolves with a job that is not applied";
      const isLeft = (job: Job) =>
        !hasEnded(job) && (job.far === PREPARED || (job.far < PREPARED && job.by === c));
      const left = jobs.filter((job) => job !== taken && isLeft(job));
      const isForgotten = ({ n }: Job) => !step.needless.some((row) => numberOf(row) === n);
      return taken.far === COMPLETED && left.some(isForgotten)
        ? "a call leaves a job behind"
        : undefined;
    }
    default:
      return undefined;
  }
}

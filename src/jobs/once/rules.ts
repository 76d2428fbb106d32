import type { BatchJob } from "../../types/batch-job.js";
import { jobApplied, needsConfirmation } from "../job.js";
import type { Rerun } from "./options.js";
import { hasExpired, hasFailed, lastRound, outcomeOf } from "./round.js";
import {
  byCreation,
  isAlive,
  isRunning,
  isSettling,
  isUndecided,
  preparedOf,
  winnerOf,
} from "./standing.js";
import type { Times } from "./times.js";

/** What a call with a key sees when it looks. */
export interface Sight {
  /** All jobs of the key, of its type and user, in the window. */
  jobs: readonly BatchJob[];
  /** The job that this call has created. */
  own: string | undefined;
  /** The jobs that this call has seen alive, its own among them: it answers for their end. */
  followed: ReadonlySet<string>;
  /** The job to which `confirm` said yes. */
  agreed: string | undefined;
  time: Times;
}

/** What a call with a key wants. */
export interface Terms {
  /** It confirms what is prepared; or leaves that to others, and has what it wants by then, or goes on waiting. */
  prepared: "confirm" | "take" | "wait";
  /** It has what it wants when the job is confirmed. */
  isEnoughConfirmed: boolean;
  /** Somebody decides whether a prepared job is confirmed. */
  asks: boolean;
  rerun: readonly Rerun[];
}

/** What to do next. */
export type Step =
  /** This job is the result; these are not needed any more. */
  | { do: "take"; job: BatchJob; needless: BatchJob[] }
  /** Follow this job to its end, and look again. */
  | { do: "follow"; job: BatchJob }
  /** Look again after a while, in which this job should go on. */
  | { do: "pause"; job: BatchJob }
  | { do: "cancel"; jobs: BatchJob[] }
  /** Ask whether this job is to be confirmed. */
  | { do: "ask"; job: BatchJob }
  | { do: "confirm"; job: BatchJob }
  | { do: "create" }
  /** This is how it ended; `stopped`: by somebody else, before this call. */
  | { do: "fail"; job: BatchJob; stopped: boolean };

/** One rule; `undefined` where it does not apply. */
export type Rule = (sight: Sight, terms: Terms) => Step | undefined;

/**
 * What a call with a key does after each look, by the first rule that applies. Each of them is needed: with
 * several processes at once, crashes, and requests that act late, a model checks that one job at most is
 * applied, and that whoever asks comes to it.
 *
 * Which job is confirmed does not rest on who waits for whom: all others are canceled before, for sure.
 */
export const RULES = {
  takeApplied({ jobs, own }) {
    const job = jobs.find(jobApplied);
    if (job === undefined) return undefined;
    const isNeedless = (other: BatchJob) =>
      needsConfirmation(other) || (other.id === own && isUndecided(other));
    return { do: "take", job, needless: jobs.filter(isNeedless) };
  },

  followConfirmed({ jobs, time }, { isEnoughConfirmed }) {
    const running = jobs.find(isRunning);
    if (running !== undefined) {
      return isEnoughConfirmed
        ? { do: "take", job: running, needless: [] }
        : { do: "follow", job: running };
    }
    const settling = jobs.find((job) => isSettling(job, time));
    return settling && { do: "pause", job: settling };
  },

  cancelExpiring({ jobs, time }) {
    const winner = winnerOf(jobs);
    return winner && time.isExpiring(winner) ? { do: "cancel", jobs: [winner] } : undefined;
  },

  /** Nobody asks two people; and a job that is confirmed twice at once can fail, or look as if it had never been applied. */
  awaitOwner({ jobs, own, time }, { prepared }) {
    const winner = winnerOf(jobs);
    if (winner === undefined || prepared !== "confirm") return undefined;
    const waits = winner.id !== own && time.isLeased(winner, jobs);
    return waits ? { do: "pause", job: winner } : undefined;
  },

  cancelOthers({ jobs }) {
    const [, ...others] = preparedOf(jobs);
    return others.length > 0 ? { do: "cancel", jobs: others } : undefined;
  },

  leavePrepared({ jobs }, { prepared }) {
    const winner = winnerOf(jobs);
    if (winner === undefined || prepared === "confirm") return undefined;
    return prepared === "take"
      ? { do: "take", job: winner, needless: [] }
      : { do: "pause", job: winner };
  },

  ask({ jobs, agreed }, { asks }) {
    const winner = winnerOf(jobs);
    return winner && asks && winner.id !== agreed ? { do: "ask", job: winner } : undefined;
  },

  confirm({ jobs }) {
    const winner = winnerOf(jobs);
    return winner && { do: "confirm", job: winner };
  },

  awaitCreated({ jobs, own }) {
    const created = jobs.filter(isAlive);
    const job = created.find(({ id }) => id === own) ?? created[0];
    return job && { do: "pause", job };
  },

  failAsFollowed({ jobs, followed, time }) {
    const isAnswered = (job: BatchJob) => followed.has(job.id) && !hasExpired(job, time);
    const job = jobs.some(isAnswered) ? outcomeOf(lastRound(jobs, time)) : undefined;
    return job && { do: "fail", job, stopped: false };
  },

  failAsBefore({ jobs, time }, { rerun }) {
    const job = outcomeOf(lastRound(jobs, time));
    if (job === undefined || rerun.includes(hasFailed(job) ? "failed" : "canceled")) {
      return undefined;
    }
    return { do: "fail", job, stopped: !hasFailed(job) };
  },
} satisfies Record<string, Rule>;

/** What to do next, by the first rule that applies: where none does, there is nothing of the key, and it is created. */
export function decide(
  sight: Sight,
  terms: Terms,
  rules: readonly Rule[] = Object.values(RULES),
): Step {
  const inOrder = { ...sight, jobs: byCreation(sight.jobs) };
  for (const rule of rules) {
    const step = rule(inOrder, terms);
    if (step !== undefined) return step;
  }
  return { do: "create" };
}

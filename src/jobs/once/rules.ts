import type { BatchJob } from "../../types/batch-job.js";
import { isFinished, jobApplied, jobOutcome, needsConfirmation } from "../job.js";

/** What can make a call with a key create once more: that all earlier jobs of the key failed, or were canceled. */
export type Rerun = "failed" | "canceled";

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

/** What the server's clock says of a job. */
export interface Times {
  /** Whoever created it may still be about to confirm it, as soon as that can be done. */
  isLeased(job: BatchJob, jobs: readonly BatchJob[]): boolean;
  /** Confirmed now, it could leave the window before it ends, and a later call would not see it. */
  isExpiring(job: BatchJob): boolean;
  /** It was canceled so short a time ago that what is under way may still undo that. */
  isSettling(job: BatchJob): boolean;
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
      needsConfirmation(other) || (other.id === own && !isFinished(other) && !other.confirmed_at);
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

  create: () => ({ do: "create" }),
} satisfies Record<string, Rule>;

/** What to do next, by the first rule that applies. */
export function decide(
  sight: Sight,
  terms: Terms,
  rules: readonly Rule[] = Object.values(RULES),
): Step {
  const inOrder = { ...sight, jobs: [...sight.jobs].sort(byCreation) };
  for (const rule of rules) {
    const step = rule(inOrder, terms);
    if (step !== undefined) return step;
  }
  return { do: "create" };
}

/** The job that stands for a key: the applied one, or else the one that is farthest on; `undefined` if all have ended otherwise. */
export function standingOf(jobs: readonly BatchJob[]): BatchJob | undefined {
  const inOrder = [...jobs].sort(byCreation);
  return (
    inOrder.find(jobApplied) ??
    inOrder.find(isRunning) ??
    winnerOf(inOrder) ??
    inOrder.find(isAlive)
  );
}

/** Whether a job may still come to something. */
export function isAlive(job: BatchJob): boolean {
  return !isFinished(job);
}

/** Confirmed, and on its way to an end. */
function isRunning(job: BatchJob): boolean {
  return isAlive(job) && Boolean(job.confirmed_at ?? job.processing_at);
}

/**
 * Canceled just now, and not for sure. Of one that was prepared, a confirm may be under way that has read it
 * before: what that writes undoes the cancel. One that was confirmed the server may have begun, and completes.
 */
function isSettling(job: BatchJob, time: Times): boolean {
  const isCanceled = Boolean(job.pre_processed_at && job.canceled_at && !job.failed_at);
  return isCanceled && !jobApplied(job) && time.isSettling(job);
}

/** Those among which the first one is confirmed. Who is still `created` does not compete: the server may never prepare it. */
function preparedOf(jobs: readonly BatchJob[]): BatchJob[] {
  return jobs.filter(needsConfirmation);
}

function winnerOf(jobs: readonly BatchJob[]): BatchJob | undefined {
  return preparedOf(jobs)[0];
}

/**
 * The last jobs that lived at the same time: who wins and who loses among them is decided there, and what ended
 * before does not count any more. Nor do those of which one is canceled that would be too old: nobody wished that.
 */
function lastRound(jobs: readonly BatchJob[], time: Times): BatchJob[] {
  let round: BatchJob[] = [];
  let end = "";
  for (const job of jobs) {
    if (job.created_at > end) round = [];
    round.push(job);
    end = [end, endOf(job)].sort().at(-1) ?? "";
  }
  return round.some((job) => hasExpired(job, time)) ? [] : round;
}

/** What came of a round: a failure; else it was canceled. */
function outcomeOf(round: readonly BatchJob[]): BatchJob | undefined {
  return round.find(hasFailed) ?? round[0];
}

function hasExpired(job: BatchJob, time: Times): boolean {
  return jobOutcome(job) === "canceled" && time.isExpiring(job);
}

function endOf({ failed_at, canceled_at, created_at }: BatchJob): string {
  return failed_at ?? canceled_at ?? created_at;
}

function hasFailed(job: BatchJob): boolean {
  return jobOutcome(job) === "failed";
}

/** The oldest first. */
function byCreation(a: BatchJob, b: BatchJob): number {
  return compare(a.created_at, b.created_at) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../../src/errors.js";
import { within } from "../support.js";
import type { Callers } from "./caller.js";
import { type Boundary, type History, NAMES, QUARTER_MS } from "./history.js";
import { doublesIn, faultIn } from "./judge.js";
import { Stage } from "./stage.js";

/** What takes longer hangs: what befalls requests comes to an end, and so do reruns. */
const BOUND_MS = 120_000;

/** What a history came to. */
export interface Verdict {
  /** What was not as it must be. */
  fault: string | undefined;
  transcript: string;
  kills: readonly Boundary[];
  fates: number;
  requests: number;
  doubles: number;
  lost: number;
}

/** Plays a history to its end, on a server of its own, and judges it. */
export async function play(history: History, callers: Callers): Promise<Verdict> {
  const stage = await Stage.open(history, callers);
  let fault: string | undefined;
  try {
    await within(BOUND_MS, perform(history, stage));
  } catch (error) {
    fault = messageOf(error);
  }
  const { jobs } = await stage.remains();
  await stage.close();
  const { kills, fates, requests, transcript } = stage;
  const doubles = doublesIn(jobs);
  const lost = jobs.some(({ completed_at }) => completed_at) ? 0 : 1;
  return { fault, transcript: String(transcript), kills, fates, requests, doubles, lost };
}

/** @throws {Error} that says what was not as it must be. */
async function perform(history: History, stage: Stage): Promise<void> {
  const names = NAMES.slice(0, history.processes);
  const held = await Promise.all(names.map((_, index) => persist(index, history, stage)));
  assertFaultless(faultIn(await stage.remains(), held));
  await callOnceMore(stage, held);
}

/** Calls again after each death and each lost answer, as anyone would who wants it done; resolves with the job's id. */
async function persist(index: number, { method, apart, pause }: History, stage: Stage) {
  await sleep(index * apart * QUARTER_MS);
  for (let life = 1; ; life += 1) {
    const { outcome } = await stage.live(`${NAMES[index]}${life}`, index);
    if (outcome !== undefined && "id" in outcome) return outcome.id;
    if (outcome?.mayBeRunAgain === false) throw new Error(`a caller is refused: ${outcome.error}`);
    // A create does not claim the job that it made: who looks before that is there makes another one.
    if (method === "create") await stage.isUpToDate();
    await sleep(pause * QUARTER_MS);
  }
}

/** Whoever comes when all is over gets what there is, changes nothing, and leaves nothing that could be applied. */
async function callOnceMore(stage: Stage, held: string[]): Promise<void> {
  const { outcome, asked } = await stage.live("Z1", -1);
  if (outcome === undefined || "error" in outcome) throw new Error("the last caller is refused");
  const remains = await stage.remains();
  assertFaultless(faultIn(remains, [...held, outcome.id]));
  if (!outcome.replayed) throw new Error("the last caller takes the job for a new one");
  const changes = asked.filter((one) => ["upload", "create", "confirm"].includes(one));
  if (changes.length > 0) throw new Error(`the last caller asked for ${changes.join(", ")}`);
  const alive = remains.jobs.filter(
    (job) => !job.completed_at && !job.canceled_at && !job.failed_at,
  );
  if (alive.length > 0) throw new Error("a job is left that could still be applied");
}

function assertFaultless(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}

import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../../src/errors.js";
import type { Operation } from "../tiny-medusa.js";
import type { Callers } from "./caller.js";
import { type Boundary, type History, NAMES, QUARTER_MS } from "./history.js";
import { doublesIn, faultIn } from "./judge.js";
import { Stage } from "./stage.js";

/** Whose requests nothing befalls. */
const NOBODY = -1;

/** What befalls requests comes to an end; on a busy machine, so do timeouts. */
const MAX_LIVES = 50;

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
    await perform(history, stage);
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
  const callers = NAMES.slice(0, history.processes).map(async (name, index) => {
    await sleep(index * history.apart * QUARTER_MS);
    return persist(name, index, history, stage);
  });
  const held = (await Promise.all(callers)).map(({ id }) => id);
  assertFaultless(faultIn(await stage.remains(), held));
  await callOnceMore(held, history, stage);
}

/** What a caller has got in the end, and what it asked the server for until then. */
interface Holding {
  id: string;
  replayed: boolean;
  asked: Operation[];
}

/** Calls again after each death and each lost answer, as anyone would who wants it done. */
async function persist(
  name: string,
  of: number,
  { method, pause }: History,
  stage: Stage,
): Promise<Holding> {
  const all: Operation[] = [];
  for (let life = 1; life <= MAX_LIVES; life += 1) {
    const { outcome, asked } = await stage.live(`${name}${life}`, of);
    all.push(...asked);
    if (outcome !== undefined && "id" in outcome) return { ...outcome, asked: all };
    if (outcome?.mayBeRunAgain === false) throw new Error(`a caller is refused: ${outcome.error}`);
    // A create does not claim the job that it made: who looks before that is there makes another one.
    if (method === "create") await stage.isUpToDate();
    await sleep(pause * QUARTER_MS);
  }
  throw new Error(`nothing comes of it: ${MAX_LIVES} calls, one after the other`);
}

/** Whoever comes when all is over gets what there is, changes nothing, and leaves nothing that could be applied. */
async function callOnceMore(held: string[], history: History, stage: Stage): Promise<void> {
  const { id, replayed, asked } = await persist("Z", NOBODY, history, stage);
  const remains = await stage.remains();
  assertFaultless(faultIn(remains, [...held, id]));
  if (!replayed) throw new Error("the last caller takes the job for a new one");
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

import { exponential } from "../../test/support/random.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What is answered in an outage; a `Retry-After` names its end. */
export type OutageKind = "connection refused" | "503" | "503, Retry-After";

export interface Outage {
  kind: OutageKind;
  from: number;
  to: number;
}

/** When a job of the shop is created, goes on and ends. In milliseconds, as all times here. */
export interface PlannedJob {
  id: string;
  /** When its user first wants it: in an outage, that is too early. */
  wantedAt: number;
  createdAt: number;
  confirmedAt: number;
  endsAt: number;
}

/** In which all pages are opened, and find their pace. */
export const WARM_UP = 10 * MINUTE;
export const NORMAL = 60 * MINUTE;
export const OUTAGE = 5 * MINUTE;
export const AFTERWARDS = 30 * MINUTE;

/** Over which the pages are opened. */
export const OPENING = 5 * MINUTE;

/** Medusa's own. */
const TICK = 3 * SECOND;

const MEAN_WORK = 5 * MINUTE;
const MEAN_PAUSE = 1 * MINUTE;

/** After an outage people come back, and try again. */
const PATIENCE = 2 * MINUTE;

/** A normal hour, then the outages, each with half an hour after it. */
export function outagesOf(kinds: readonly OutageKind[]): Outage[] {
  return kinds.map((kind, i) => {
    const from = WARM_UP + NORMAL + i * (OUTAGE + AFTERWARDS);
    return { kind, from, to: from + OUTAGE };
  });
}

export function outageAt(outages: readonly Outage[], time: number): Outage | undefined {
  return outages.find(({ from, to }) => from <= time && time < to);
}

/** The jobs of someone who lets one follow the other, with pauses. The server works on in an outage. */
export function planJobs(
  name: string,
  { until, outages, random }: { until: number; outages: readonly Outage[]; random: () => number },
): PlannedJob[] {
  const jobs: PlannedJob[] = [];
  let time = random() * (OPENING + MEAN_PAUSE);
  while (time < until) {
    const outage = outageAt(outages, time);
    const wantedAt = time;
    const createdAt = outage === undefined ? time : outage.to + random() * PATIENCE;
    const confirmedAt = createdAt + random() * TICK;
    const endsAt = confirmedAt + exponential(MEAN_WORK, random);
    jobs.push({ id: `batch_${name}_${jobs.length}`, wantedAt, createdAt, confirmedAt, endsAt });
    time = endsAt + exponential(MEAN_PAUSE, random);
  }
  return jobs;
}

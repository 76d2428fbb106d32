import { type Outage, outageAt, type PlannedJob } from "./scenario.js";

// How Medusa's own admin polls (medusajs/medusa 1.x, packages/admin-ui/ui/src: providers/polling-provider.tsx,
// components/organisms/batch-jobs-activity-list, constants/query-client.ts).

/** Each card of a job that has not ended asks for it. Milliseconds. */
const CARD_INTERVAL = 2_000;

/** The list is asked for after these times, and from then on after the last one; it begins anew with each job. */
const LIST_INTERVALS = [2_000, 5_000, 10_000, 15_000, 30_000, 60_000];

/** What fails is asked once more (`retry: 1`), after react-query's first pause. */
const RETRY_AFTER = 1_000;

/** When requests were sent for a job, and when its end was seen. */
export interface CardPolls {
  times: number[];
  seenAt: number;
}

/**
 * The requests of a job's card, from its creation to the first answer after its end.
 *
 * @param phase At which its timer acts, modulo the interval: there is no jitter.
 */
export function pollCard(
  { createdAt, endsAt }: PlannedJob,
  phase: number,
  outages: readonly Outage[],
): CardPolls {
  const times: number[] = [];
  const untilNext = CARD_INTERVAL - ((createdAt - phase) % CARD_INTERVAL);
  for (let tick = createdAt + untilNext; ; tick += CARD_INTERVAL) {
    const asked = withRetry(tick, outages);
    times.push(...asked);
    const last = asked.at(-1) ?? tick;
    if (last >= endsAt && outageAt(outages, last) === undefined) return { times, seenAt: last };
  }
}

/** The requests for a page's list, given when jobs were created on it. */
export function pollList(
  created: readonly number[],
  until: number,
  outages: readonly Outage[],
): number[] {
  const resets = created.toSorted((a, b) => a - b);
  return resets.flatMap((reset, i) => {
    const end = Math.min(until, resets[i + 1] ?? until);
    const times: number[] = [];
    let step = 0;
    const pause = () => LIST_INTERVALS[Math.min(step++, LIST_INTERVALS.length - 1)] ?? 0;
    for (let time = reset + pause(); time < end; time += pause()) {
      times.push(...withRetry(time, outages));
    }
    return times;
  });
}

function withRetry(time: number, outages: readonly Outage[]): number[] {
  return outageAt(outages, time) === undefined ? [time] : [time, time + RETRY_AFTER];
}

import { AFTERWARDS, NORMAL, type Outage, WARM_UP } from "./scenario.js";
import { mean, quantile, type Tally } from "./statistics.js";

/** When a job ended, and when its user saw that. */
export interface SeenEnd {
  endsAt: number;
  seenAt: number;
}

/** What was asked and seen in all that time. */
export interface Recording {
  requests: Tally;
  ends: readonly SeenEnd[];
}

type Row = Record<string, number | string>;

/** A normal hour. @param scale How many clients each of the recorded ones stands for. */
export function normalHour({ requests, ends }: Recording, scale: number): Row {
  const seconds = requests.between(WARM_UP, WARM_UP + NORMAL);
  const inIt = ends.filter(({ endsAt }) => endsAt > WARM_UP && endsAt < WARM_UP + NORMAL / 2);
  return {
    "requests/s, mean": Math.round(scale * mean(seconds)),
    "p99 second": Math.round(scale * quantile(seconds, 0.99)),
    "busiest second": Math.round(scale * quantile(seconds, 1)),
    ...delays(inIt.map(({ endsAt, seenAt }) => seenAt - endsAt)),
  };
}

/** An outage and half an hour after it. What ended in it can be seen from its end on. */
export function outageAndAfter(
  { requests, ends }: Recording,
  { from, to }: Outage,
  scale: number,
): Row {
  const usual = mean(requests.between(WARM_UP, WARM_UP + NORMAL));
  const after = requests.between(to, to + AFTERWARDS);
  const hidden = ends.filter(({ endsAt }) => endsAt > from && endsAt < to);
  return {
    "requests/s in it": Math.round(scale * mean(requests.between(from, to))),
    "after it, mean": Math.round(scale * mean(after)),
    "busiest second": Math.round(scale * quantile(after, 1)),
    "/ normal mean": Number((quantile(after, 1) / usual).toFixed(2)),
    ...delays(hidden.map(({ seenAt }) => seenAt - to)),
  };
}

function delays(milliseconds: readonly number[]): Row {
  const seconds = (share: number) => (quantile(milliseconds, share) / 1_000).toFixed(1);
  return { "end seen after (s), median": seconds(0.5), p95: seconds(0.95), max: seconds(1) };
}

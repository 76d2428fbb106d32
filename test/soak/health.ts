import type { Measure } from "./messages.js";

/** The heap of the last third may be as large as that of the first, times this, and this much. */
export const HEAP_FACTOR = 1.25;
export const HEAP_SLACK_BYTES = 2 * 1024 * 1024;
/** Fewer tell nothing. */
const LEAST_SAMPLES = 9;

/** How a client fared that lived from the beginning to the end. */
export interface Health {
  client: string;
  samples: number;
  /** The median heap of the first third of the samples, and of the last, in bytes. */
  heap: { first: number; last: number };
  /** What kept it alive before the first call, and after the last one. */
  resources: { before: string[]; after: string[] };
}

/** @param heaps In order of time, when all garbage was gone. */
export function healthOf(
  client: string,
  heaps: readonly number[],
  before: Measure,
  after: Measure,
): Health {
  const third = Math.max(1, Math.floor(heaps.length / 3));
  const heap = { first: median(heaps.slice(0, third)), last: median(heaps.slice(-third)) };
  const resources = { before: before.resources, after: after.resources };
  return { client, samples: heaps.length, heap, resources };
}

/** The promises that it broke. */
export function faultsOfHealth({ client, samples, heap, resources }: Health): string[] {
  const faults = [];
  if (samples >= LEAST_SAMPLES && heap.last > heap.first * HEAP_FACTOR + HEAP_SLACK_BYTES) {
    faults.push(`The heap of ${client} grew from ${heap.first} to ${heap.last} bytes.`);
  }
  const left = leftOf(resources.after, resources.before);
  if (left.length > 0) faults.push(`${client} holds still: ${left.join(", ")}.`);
  return faults;
}

/** Whether it holds no more than it did. */
export function isAtRest(after: Measure, before: Measure): boolean {
  return leftOf(after.resources, before.resources).length === 0;
}

function leftOf(after: readonly string[], before: readonly string[]): string[] {
  const known = [...before];
  return after.filter((resource) => {
    const at = known.indexOf(resource);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

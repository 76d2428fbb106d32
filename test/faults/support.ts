import { setTimeout as sleep } from "node:timers/promises";

/** What lanes keep between them at the start, so that they do not all want the processor at once. */
const STAGGER_MS = 8;

/** Does something with each item, so many at a time. */
export async function inLanes<T, R>(
  lanes: number,
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<Map<T, R>> {
  const results = new Map<T, R>();
  const queue = items.values();
  const lane = async (_: unknown, index: number) => {
    await sleep(index * STAGGER_MS);
    for (const item of queue) results.set(item, await run(item));
  };
  await Promise.all(Array.from({ length: lanes }).map(lane));
  return results;
}

/** Fails what does not settle in time; leaves no timer behind. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not settled within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

const PATIENCE_MS = 15_000;

/** Turns the event loop until something holds; fails if it never does. Without timers: those are looked for. */
export async function eventually(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`It never came true: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How many timers and connections keep this process alive. */
export function activeResources(): number {
  const watched = new Set([
    "Timeout",
    "TCPSocketWrap",
    "ConnectWrap",
    "GetAddrInfoReqWrap",
    "Zlib",
  ]);
  return process.getActiveResourcesInfo().filter((name) => watched.has(name)).length;
}

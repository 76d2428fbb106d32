/** How many requests are under way at once. */
export const AT_ONCE = 4;

/**
 * Does something with each of many, a few at a time. After a failure nothing more is begun, and it rejects when what was
 * begun is over.
 *
 * @returns The results in the order of the items.
 */
export async function inParallel<Item, Result>(
  items: Iterable<Item>,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = numbered(items);
  const work = async () => {
    for (const [index, item] of left) results[index] = await act(item);
  };
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return results;
}

/** One who fails closes it, for the others, too. */
function* numbered<Item>(items: Iterable<Item>): Generator<[number, Item]> {
  let index = 0;
  for (const item of items) yield [index++, item];
}

import type { HeadersLike } from "../../types/http.js";
import { MAX_IDS_PER_REQUEST } from "../listing/list.js";

/** What the ids of one request may come to in its URL: proxies take request lines of 8 kB, and the fields are named there too. */
const MAX_ID_BYTES = 6_000;

/** `id[]=`, encoded, and `&`. */
const BYTES_AROUND_ID = 10;

/** Somebody who asks for a job by its id, or for a list. */
export interface Asker {
  id: string;
  list?: { key: string };
  customHeaders?: HeadersLike;
}

/** Those that one request can serve: of the same headers, of the same list or with no more different ids than fit a URL. */
export function inRounds<T extends Asker>(askers: T[]): T[][] {
  const byHeaders = groupBy(askers, ({ customHeaders }) => JSON.stringify(customHeaders ?? {}));
  return byHeaders.flatMap((group) => {
    const lists = group.filter(({ list }) => list);
    const jobs = group.filter(({ list }) => !list);
    return [...groupBy(lists, ({ list }) => list?.key), ...inOneUrl(groupBy(jobs, ({ id }) => id))];
  });
}

function inOneUrl<T extends Asker>(byId: T[][]): T[][] {
  const rounds: T[][] = [];
  let ids = MAX_IDS_PER_REQUEST;
  let bytes = 0;
  for (const same of byId) {
    const cost = (same[0]?.id.length ?? 0) + BYTES_AROUND_ID;
    if (ids >= MAX_IDS_PER_REQUEST || bytes + cost > MAX_ID_BYTES) {
      rounds.push([]);
      ids = 0;
      bytes = 0;
    }
    rounds.at(-1)?.push(...same);
    ids += 1;
    bytes += cost;
  }
  return rounds;
}

function groupBy<T>(items: T[], keyOf: (item: T) => string | undefined): T[][] {
  const groups = new Map<string | undefined, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

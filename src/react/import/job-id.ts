/** What keeps the id of a job over a reload: `sessionStorage`, `localStorage`, or your own. */
export type JobStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where the id of a job is kept. */
export interface JobIdPlace {
  /**
   * Keeps the id of the job, so that it is found again after a reload. As a function it is asked for when it is needed,
   * and not while the page is rendered: `() => sessionStorage` does no harm on a server, and where a browser forbids
   * to touch it. Default: none, and the import is lost out of sight then.
   */
  storage?: JobStorage | (() => JobStorage | undefined) | undefined;
  /** The key in the storage: one for each import that a page can show. Default: {@link DEFAULT_STORAGE_KEY}. */
  storageKey?: string | undefined;
}

/** Where the id of an import is kept, unless told otherwise. */
export const DEFAULT_STORAGE_KEY = "medusa-batch-jobs:import";

/** Keeps the id of a job. */
export function keepJobId(place: JobIdPlace, id: string): void {
  inStorage(place, (storage, key) => storage.setItem(key, id));
}

/** The id that is kept. */
export function keptJobId(place: JobIdPlace): string | undefined {
  return inStorage(place, (storage, key) => storage.getItem(key)) || undefined;
}

/** Keeps no id any more. */
export function forgetJobId(place: JobIdPlace): void {
  inStorage(place, (storage, key) => storage.removeItem(key));
}

/** A storage can be full, or forbidden; an import goes on without. */
function inStorage<T>(
  { storage, storageKey = DEFAULT_STORAGE_KEY }: JobIdPlace,
  act: (storage: JobStorage, key: string) => T,
): T | undefined {
  try {
    const place = typeof storage === "function" ? storage() : storage;
    return place && act(place, storageKey);
  } catch {
    return undefined;
  }
}

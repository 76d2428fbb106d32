import type { ImportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import type { ImportFlow, ImportState } from "./import-flow.js";

/** What keeps the id of a job over a reload: `sessionStorage`, `localStorage`, or your own. */
export type JobStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** How to import. */
export interface UseImportOptions
  extends ClientOptions,
    Pick<
      ImportOptions<string>,
      | "type"
      | "context"
      | "check"
      | "shop"
      | "idempotencyKey"
      | "window"
      | "rerun"
      | "takeOverAfter"
      | "customHeaders"
      | "timeout"
      | "interval"
    > {
  /** Keeps the id of the job, so that it is found again after a reload. Default: none, and the import is lost out of sight then. */
  storage?: JobStorage | undefined;
  /** The key in the storage. Default: `medusa-batch-jobs:import`. */
  storageKey?: string | undefined;
  /** Called once when an import has come to its end: done, failed, canceled or unknown. */
  onSettled?: ((state: ImportState) => void) | undefined;
}

/** One import, from the file to its result. */
export function useImport(_options: UseImportOptions = {}): ImportFlow {
  throw new Error("Not yet.");
}

import type { ImportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import type { Surroundings } from "../flow/use-flow.js";
import type { ImportState } from "./import-flow.js";
import type { JobIdPlace } from "./job-id.js";

/** How to import. */
export interface UseImportOptions
  extends ClientOptions,
    JobIdPlace,
    Pick<
      ImportOptions<string>,
      | "type"
      | "context"
      | "shop"
      | "idempotencyKey"
      | "window"
      | "takeOverAfter"
      | "customHeaders"
      | "interval"
    > {
  /** As for `importFile`, but on unless it is `false`; for types that cannot be checked it is off. */
  check?: ImportOptions<string>["check"];
  /** As for `importFile`, but also after a cancel: who starts an import anew means it. Default: `["failed", "canceled"]`. */
  rerun?: ImportOptions<string>["rerun"];
  /** Milliseconds from the upload to the end, the time that the user takes to confirm among them. Default: no limit. */
  timeout?: number | undefined;
  /**
   * Called once when an import has come to its end: done, failed, canceled or unknown. Not for one that had
   * ended before the page was loaded, and is found in the storage.
   */
  onSettled?: ((state: ImportState) => void) | undefined;
}

/** What an import works with. */
export type ImportSurroundings = UseImportOptions & Surroundings;

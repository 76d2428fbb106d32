import type { ImportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import { type Surroundings, useFlow } from "../flow/use-flow.js";
import type { ImportFlow, ImportState } from "./import-flow.js";
import { ImportStore } from "./import-store.js";
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
      | "rerun"
      | "takeOverAfter"
      | "customHeaders"
      | "interval"
    > {
  /** As for `importFile`, but on unless it is `false`; for types that cannot be checked it is off. */
  check?: ImportOptions<string>["check"];
  /** Milliseconds from the upload to the end, the time that the user takes to confirm among them. Default: no limit. */
  timeout?: number | undefined;
  /**
   * Called once when an import has come to its end: done, failed, canceled or unknown. Not for one that had
   * ended before the page was loaded, and is found in the storage.
   */
  onSettled?: ((state: ImportState) => void) | undefined;
}

/**
 * One import, from the file to its result: the file is checked in the browser, uploaded and prepared; then the job waits until
 * `confirm()` lets it write.
 *
 * - With a `storage`, it is found again after a reload, whatever its phase is from the upload's end on.
 * - When the component goes, the job is left alone; an upload is ended, and nothing was created then. To show the import
 *   in several places, and to keep it while they come and go, call the hook above them and pass on what it returns.
 * - Lists show the job at once, and queries that have it in the cache see each change.
 *
 * @returns The same object until something changes.
 * @throws {Error} where there is no client.
 * @example
 * ```tsx
 * import { useImport } from "medusa-batch-jobs/react";
 *
 * const storage = () => sessionStorage;
 *
 * export function ImportProducts() {
 *   const { phase, problems, summary, error, start, confirm, cancel } = useImport({ storage });
 *   return (
 *     <section>
 *       <input type="file" accept=".csv" onChange={({ target }) => target.files?.[0] && start(target.files[0])} />
 *       <p role="status">{phase} {summary} {error?.message}</p>
 *       {problems.map(({ line, rule, message }) => <p key={`${line} ${rule}`}>Line {line}: {message}</p>)}
 *       {phase === "awaiting-confirmation" && <button type="button" onClick={confirm}>Import</button>}
 *       <button type="button" onClick={cancel}>Cancel</button>
 *     </section>
 *   );
 * }
 * ```
 */
export function useImport(options: UseImportOptions = {}): ImportFlow {
  return useFlow(openImport, options);
}

const openImport = (surroundings: UseImportOptions & Surroundings) => new ImportStore(surroundings);

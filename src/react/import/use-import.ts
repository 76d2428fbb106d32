import { useFlow } from "../flow/use-flow.js";
import type { ImportFlow } from "./import-flow.js";
import type { ImportSurroundings, UseImportOptions } from "./import-options.js";
import { ImportStore } from "./import-store.js";

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

const openImport = (surroundings: ImportSurroundings) => new ImportStore(surroundings);

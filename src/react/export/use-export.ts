import { useFlow } from "../flow/use-flow.js";
import type { ExportFlow } from "./export-flow.js";
import type { ExportSurroundings, UseExportOptions } from "./export-options.js";
import { ExportStore } from "./export-store.js";

/**
 * One export, from the click to the file. When the component goes, the job is left alone, and out of sight here: lists show
 * it, at once.
 *
 * @returns The same object until something changes.
 * @throws {Error} where there is no client.
 * @example
 * ```tsx
 * import { useExport } from "medusa-batch-jobs/react";
 *
 * export function ExportOrders() {
 *   const { phase, start, download } = useExport({ type: "order-export" });
 *   return phase === "done"
 *     ? <button type="button" onClick={download}>Download</button>
 *     : <button type="button" onClick={() => start()}>Export orders ({phase})</button>;
 * }
 * ```
 */
export function useExport(options: UseExportOptions = {}): ExportFlow {
  return useFlow(openExport, options);
}

const openExport = (surroundings: ExportSurroundings) => new ExportStore(surroundings);

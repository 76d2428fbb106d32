import type { BatchJobType, ExportedFile, ExportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import { type Surroundings, useFlow } from "../flow/use-flow.js";
import type { ExportFlow } from "./export-flow.js";
import { ExportStore } from "./export-store.js";

export type { ExportFlow, ExportPhase } from "./export-flow.js";

/** How to export. */
export interface UseExportOptions
  extends ClientOptions,
    Pick<ExportOptions<string>, "customHeaders" | "interval"> {
  /** Default: `product-export`. */
  type?: BatchJobType | undefined;
  /** Milliseconds for all of it. Default: no limit. */
  timeout?: number | undefined;
  /** Called once when the file is there, the moment to download it unasked. */
  onDone?: ((file: ExportedFile) => void) | undefined;
}

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

const openExport = (surroundings: UseExportOptions & Surroundings) => new ExportStore(surroundings);

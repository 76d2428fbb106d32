import type { BatchJob, BatchJobType, ExportedFile, ExportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";

/** Where an export stands. */
export type ExportPhase =
  | "idle"
  | "preparing"
  | "processing"
  | "done"
  | "failed"
  | "canceled"
  | "unknown";

/** How to export. */
export interface UseExportOptions
  extends ClientOptions,
    Pick<ExportOptions<string>, "customHeaders" | "timeout" | "interval"> {
  /** Default: `product-export`. */
  type?: BatchJobType | undefined;
  /** Called once when the file is there, the moment to download it unasked. */
  onDone?: ((file: ExportedFile) => void) | undefined;
}

/** An export: what can be seen of it, and done with it. */
export interface ExportFlow {
  phase: ExportPhase;
  job: BatchJob | undefined;
  /** 0 to 1; `undefined` where the server does not say. */
  progress: number | undefined;
  error: Error | undefined;
  /** Whether the server answered when it was last asked. */
  isConnected: boolean;
  /** Does nothing while another is on its way. */
  start(context?: object): void;
  cancel(): void;
  reset(): void;
  /** Has the browser download the file, from an address that is fresh. */
  download(): Promise<void>;
}

/** One export, from the click to the file. */
export function useExport(_options: UseExportOptions = {}): ExportFlow {
  throw new Error("Not yet.");
}

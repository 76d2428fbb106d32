import type { BatchJobType, ExportedFile, ExportOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import type { Surroundings } from "../flow/use-flow.js";

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

/** What an export works with. */
export type ExportSurroundings = UseExportOptions & Surroundings;

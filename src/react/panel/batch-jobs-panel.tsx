import type { UseBatchJobActivityOptions } from "../use-batch-job-activity.js";
import type { PanelLabels } from "./labels.js";

/** What a panel shows. */
export interface BatchJobsPanelProps extends UseBatchJobActivityOptions {
  /** Which imports can be begun. Default: products. */
  imports?: readonly "product-import"[] | undefined;
  /** Which exports can be begun. Default: products and orders. */
  exports?: readonly ("product-export" | "order-export" | (string & {}))[] | undefined;
  /** Keeps the id of the import over a reload. Default: none. */
  storage?: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined;
  /** Its words, where they are not to be the English ones. */
  labels?: Partial<PanelLabels> | undefined;
}

/** Imports, exports, and what goes on: all that an admin needs of batch jobs. */
export function BatchJobsPanel(_props: BatchJobsPanelProps) {
  return null;
}

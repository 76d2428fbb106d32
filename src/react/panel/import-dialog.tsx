import type { ImportFlow } from "../import/import-flow.js";
import type { PanelLabels } from "./labels.js";

/** A dialog around an import. */
export interface ImportDialogProps {
  /** What `useImport` returns. */
  flow: ImportFlow;
  open: boolean;
  /** The user closes it; the import goes on. */
  onClose: () => void;
  labels?: Partial<PanelLabels> | undefined;
}

/** Choose a file → its problems → what it would do → confirm → progress → result. */
export function ImportDialog(_props: ImportDialogProps) {
  return null;
}

import { useState } from "react";
import type { ImportPhase } from "../import/import-flow.js";
import type { UseImportOptions } from "../import/import-options.js";
import { useImport } from "../import/use-import.js";
import { Button } from "./button.js";
import { ImportDialog } from "./import-dialog.js";
import { isSettled } from "./import-view.js";
import type { PanelLabels } from "./labels.js";

/** Opens the dialog of an import, and says while it is closed how far that is. */
export function ImportButton({
  labels,
  ...options
}: Pick<UseImportOptions, "client" | "storage"> & { labels: PanelLabels }) {
  const flow = useImport(options);
  const [isOpen, setOpen] = useState(false);

  function close() {
    setOpen(false);
    // Of an import that nobody knows the end of, the error stays to be read.
    if (isSettled(flow.phase) && flow.phase !== "unknown") flow.reset();
  }

  return (
    <>
      <Button
        look="primary"
        icon={flow.phase === "awaiting-confirmation" ? "waiting" : "upload"}
        isBusy={false}
        onClick={() => setOpen(true)}
      >
        {wordFor(flow.phase, labels)}
      </Button>
      <ImportDialog flow={flow} open={isOpen} onClose={close} labels={labels} />
    </>
  );
}

function wordFor(phase: ImportPhase, labels: PanelLabels): string {
  if (phase === "idle") return labels.importButton;
  if (phase === "awaiting-confirmation") return labels.importWaiting;
  return isSettled(phase) ? labels.importEnded : labels.importRunning;
}

import type { BatchJobType } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import type { ExportFlow } from "../export/export-flow.js";
import { useExport } from "../export/use-export.js";
import { Button } from "./button.js";
import { DEFAULT_LABELS } from "./english.js";
import type { PanelLabels } from "./labels.js";
import { ErrorNotice } from "./notices.js";
import { ProgressBar } from "./progress-bar.js";
import { useAction } from "./use-action.js";

/** What is exported. */
export interface ExportButtonProps extends ClientOptions {
  /** Default: `product-export`. */
  type?: BatchJobType | undefined;
  /** Which of them: the job's `context`. Default: all. */
  context?: object | undefined;
  labels?: Partial<PanelLabels> | undefined;
}

/**
 * A button that exports, shows how far it is, and stays beside a button that downloads the file.
 *
 * @example
 * ```tsx
 * import { ExportButton } from "medusa-batch-jobs/react";
 * import "medusa-batch-jobs/react/styles.css";
 *
 * export const Orders = () => <ExportButton type="order-export" context={{ filterable_fields: { email: "a@b.example" } }} />;
 * ```
 */
export function ExportButton({
  type = "product-export",
  context,
  client,
  labels,
}: ExportButtonProps) {
  const flow = useExport({ client, type });
  return (
    <ExportControls
      flow={flow}
      type={type}
      onStart={() => flow.start(context)}
      labels={{ ...DEFAULT_LABELS, ...labels }}
    />
  );
}

/** The buttons of an export. */
export function ExportControls(props: {
  flow: ExportFlow;
  type: string;
  onStart: () => void;
  labels: PanelLabels;
}) {
  const { flow, type, onStart, labels } = props;
  const download = useAction(flow.download);
  const isGoingOn = flow.phase === "preparing" || flow.phase === "processing";
  return (
    <div className="mbj-root mbj-export">
      <span className="mbj-export-button">
        <Button icon="download" onClick={onStart} isBusy={isGoingOn}>
          {isGoingOn ? labels.exporting(type) : labels.exportButton(type)}
        </Button>
        {isGoingOn && <ProgressBar share={flow.progress} labels={labels} />}
      </span>
      {flow.phase === "done" && (
        <Button look="soft" icon="download" onClick={download.run} isBusy={download.isPending}>
          {labels.downloadExport(type)}
        </Button>
      )}
      <ErrorNotice error={flow.error} labels={labels} />
    </div>
  );
}

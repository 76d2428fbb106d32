import type { BatchJob } from "medusa-batch-jobs";
import { Button } from "./button.js";
import { isGoingOn, jobState } from "./job-state.js";
import type { PanelLabels } from "./labels.js";
import { ErrorNotice } from "./notices.js";
import { useAction } from "./use-action.js";

/** What can be done with a job. While a promise that is returned is pending, the button says so; why it rejects is shown. */
export interface JobHandlers {
  onConfirm?: ((job: BatchJob) => unknown) | undefined;
  onCancel?: ((job: BatchJob) => unknown) | undefined;
  /** For completed exports. */
  onDownload?: ((job: BatchJob) => unknown) | undefined;
}

/** The buttons of a job, and why what they were to do was not done. */
export function JobActions({
  job,
  about,
  labels,
  ...handlers
}: JobHandlers & { job: BatchJob; about: string; labels: PanelLabels }) {
  const confirm = useAction(() => handlers.onConfirm?.(job));
  const cancel = useAction(() => handlers.onCancel?.(job));
  const download = useAction(() => handlers.onDownload?.(job));
  const state = jobState(job);
  const isWriting = state === "running" && cancel.isPending;
  return (
    <>
      <div className="mbj-actions">
        {handlers.onCancel && (isGoingOn(state) || state === "waiting") && (
          <Button onClick={cancel.run} isBusy={cancel.isPending} about={about}>
            {cancel.isPending ? labels.canceling : labels.cancel}
          </Button>
        )}
        {handlers.onConfirm && state === "waiting" && (
          <Button look="primary" onClick={confirm.run} isBusy={confirm.isPending} about={about}>
            {labels.confirm}
          </Button>
        )}
        {handlers.onDownload && state === "completed" && job.result?.file_key && (
          <Button icon="download" onClick={download.run} isBusy={download.isPending} about={about}>
            {labels.download}
          </Button>
        )}
      </div>
      {isWriting && <p className="mbj-hint">{labels.cancelingHint}</p>}
      <ErrorNotice error={confirm.error ?? cancel.error ?? download.error} labels={labels} />
    </>
  );
}

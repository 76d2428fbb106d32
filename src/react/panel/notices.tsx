import { Button } from "./button.js";
import type { PanelLabels } from "./labels.js";

/** What went wrong, and a way on. */
export function ErrorNotice(props: {
  error: Error | null | undefined;
  onRetry?: (() => void) | undefined;
  labels: PanelLabels;
}) {
  const { error, onRetry, labels } = props;
  if (!error) return null;
  return (
    <div className="mbj-notice" data-tone="failed" role="alert">
      <p>{labels.error(error)}</p>
      {onRetry && <Button onClick={onRetry}>{labels.tryAgain}</Button>}
    </div>
  );
}

/** Says so while the server does not answer. It is always there: only what changes in it is read out. */
export function ConnectionNotice(props: { isConnected: boolean; labels: PanelLabels }) {
  return (
    <div role="status">
      {!props.isConnected && (
        <p className="mbj-notice" data-tone="waiting">
          {props.labels.disconnected}
        </p>
      )}
    </div>
  );
}

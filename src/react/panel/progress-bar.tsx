import type { PanelLabels } from "./labels.js";
import { percentage } from "./times.js";

/** A bar with its number. Where nobody knows the number, as with Medusa's own jobs, the bar only moves. */
export function ProgressBar({ share, labels }: { share: number | undefined; labels: PanelLabels }) {
  // Medusa says 0 until all is done, and a bar at 0 looks as if nothing happened.
  const value = share || undefined;
  return (
    <div className="mbj-progress">
      <progress aria-label={labels.progress} value={value} />
      {value && <span>{percentage(labels.locale, value)}</span>}
    </div>
  );
}

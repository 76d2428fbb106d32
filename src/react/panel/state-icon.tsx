import { Icon } from "./icons.js";
import type { JobState } from "./job-state.js";

/** The picture of a state, in its colour; the word for it stands beside. */
export function StateIcon({ state }: { state: JobState }) {
  return (
    <span className="mbj-state" data-state={state}>
      <Icon name={state} />
    </span>
  );
}

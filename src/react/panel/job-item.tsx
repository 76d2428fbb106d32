import { type BatchJob, jobApplied, jobErrors, jobProgress } from "medusa-batch-jobs";
import { useId } from "react";
import { JobActions, type JobHandlers } from "./job-actions.js";
import { isGoingOn, isStuck, jobDuration, jobState } from "./job-state.js";
import type { PanelLabels } from "./labels.js";
import { ProgressBar } from "./progress-bar.js";
import { StateIcon } from "./state-icon.js";
import { exactTime, relativeTime, shortDuration } from "./times.js";

/** A row of the list, and what it needs of the list. */
export interface JobItemProps extends JobHandlers {
  job: BatchJob;
  now: number;
  labels: PanelLabels;
}

/** One job: what it is, where it stands, what came of it, and what can be done with it. */
export function JobItem({ job, now, labels, ...handlers }: JobItemProps) {
  const id = useId();
  const state = jobState(job);
  return (
    <li className="mbj-job" data-state={state}>
      <StateIcon state={state} />
      <div className="mbj-job-main">
        <div id={id}>
          <p className="mbj-job-title">
            <strong>{labels.jobType(job.type)}</strong>
            <span className="mbj-badge">{labels.jobState(state)}</span>
          </p>
          <p className="mbj-job-summary">{resultOf(job, labels)}</p>
        </div>
        {isGoingOn(state) && <ProgressBar share={jobProgress(job)} labels={labels} />}
        {isStuck(job, now) && <p className="mbj-hint">{labels.stuck}</p>}
        {state === "failed" && <JobErrors job={job} labels={labels} />}
      </div>
      <JobTimes job={job} now={now} labels={labels} />
      <JobActions {...handlers} job={job} about={id} labels={labels} />
    </li>
  );
}

/** All that went wrong in a job, each thing once. One error alone is in the summary, which is there anyhow. */
export function JobErrors({ job, labels }: { job: BatchJob; labels: PanelLabels }) {
  const errors = jobErrors(job);
  if (errors.length < 2) return null;
  return (
    <details className="mbj-errors">
      <summary>{labels.jobErrors(errors.length)}</summary>
      <ul>
        {errors.map((error) => (
          <li key={error.message}>{labels.jobError(error)}</li>
        ))}
      </ul>
    </details>
  );
}

function JobTimes({ job, now, labels }: Pick<JobItemProps, "job" | "now" | "labels">) {
  const { locale } = labels;
  const created = Date.parse(job.created_at);
  const elapsed = jobDuration(job, now);
  const isUnfinished = isGoingOn(jobState(job));
  const duration = elapsed === undefined ? undefined : shortDuration(locale, elapsed);
  const said = duration && (isUnfinished ? labels.takesSince(duration) : labels.took(duration));
  // "now" beside "12 sec so far" says nothing.
  const isNew = isUnfinished && now - created < 60_000;
  return (
    <p className="mbj-job-times">
      <time
        dateTime={job.created_at}
        title={exactTime(locale, created)}
        // A server has another clock, and another time zone.
        suppressHydrationWarning
      >
        {isNew ? said : relativeTime(locale, created, now)}
      </time>
      {!isNew && said && <span suppressHydrationWarning>{said}</span>}
    </p>
  );
}

function resultOf(job: BatchJob, labels: PanelLabels): string {
  const state = jobState(job);
  const isApplied = jobApplied(job);
  if (state === "canceled") {
    if (isApplied === undefined) return labels.jobState("canceled");
    return isApplied ? labels.canceledApplied : labels.canceled;
  }
  const summary = labels.summary(job);
  return state === "failed" && isApplied ? `${labels.failedApplied} ${summary}` : summary;
}

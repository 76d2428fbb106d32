import type { BatchJob } from "medusa-batch-jobs";
import { useEffect, useRef, useState } from "react";
import { DEFAULT_LABELS } from "./english.js";
import { Icon } from "./icons.js";
import type { JobHandlers } from "./job-actions.js";
import { JobItem } from "./job-item.js";
import { isGoingOn, type JobState, jobState } from "./job-state.js";
import type { PanelLabels } from "./labels.js";
import { useNow } from "./use-now.js";

/** Which jobs are listed, and what can be done with them. */
export interface JobListProps extends JobHandlers {
  /** In the order in which they are shown. `undefined` while they are not known. */
  jobs: readonly BatchJob[] | undefined;
  labels?: Partial<PanelLabels> | undefined;
}

/**
 * A list of jobs: where each stands, what came of it, and buttons for what can be done with it. It asks for nothing
 * itself. Without a handler there is no button.
 *
 * @example
 * ```tsx
 * import { JobList, useBatchJobActivity, useCancelBatchJob } from "medusa-batch-jobs/react";
 * import "medusa-batch-jobs/react/styles.css";
 *
 * export function Orders() {
 *   const { jobs } = useBatchJobActivity({ types: ["order-export"] });
 *   const cancel = useCancelBatchJob();
 *   return <JobList jobs={jobs} onCancel={(job) => cancel.mutateAsync(job.id)} />;
 * }
 * ```
 */
export function JobList({ jobs, labels, ...handlers }: JobListProps) {
  const words = { ...DEFAULT_LABELS, ...labels };
  const isAnyGoingOn = jobs?.some((job) => isGoingOn(jobState(job)));
  const now = useNow(isAnyGoingOn ? 1_000 : 30_000);
  const news = useNews(jobs, words);
  return (
    <div className="mbj-root mbj-jobs">
      <p className="mbj-unseen" role="status">
        {news}
      </p>
      {jobs === undefined && <Loading labels={words} />}
      {jobs?.length === 0 && <Empty labels={words} />}
      {jobs !== undefined && jobs.length > 0 && (
        <ul aria-label={words.jobs}>
          {jobs.map((job) => (
            <JobItem key={job.id} job={job} now={now} labels={words} {...handlers} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What to read out: jobs that have come to another state since they were last drawn, and not each poll. */
function useNews(jobs: readonly BatchJob[] | undefined, labels: PanelLabels): string {
  const seen = useRef(new Map<string, JobState>());
  const [news, setNews] = useState("");
  useEffect(() => {
    const changed = jobs?.filter((job) => {
      const before = seen.current.get(job.id);
      return before !== undefined && before !== jobState(job);
    });
    seen.current = new Map(jobs?.map((job) => [job.id, jobState(job)]));
    if (!changed?.length) return;
    const said = changed.map((job) =>
      labels.jobNews(labels.jobType(job.type), labels.jobState(jobState(job))),
    );
    setNews(said.join(" "));
  });
  return news;
}

function Loading({ labels }: { labels: PanelLabels }) {
  return (
    <div className="mbj-loading">
      <span className="mbj-unseen">{labels.loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

function Empty({ labels }: { labels: PanelLabels }) {
  return (
    <div className="mbj-empty">
      <Icon name="inbox" />
      <strong>{labels.empty}</strong>
      <p>{labels.emptyHint}</p>
    </div>
  );
}

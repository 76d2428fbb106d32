import type { ImportFlow } from "../import/import-flow.js";
import { FileDrop } from "./file-drop.js";
import { importView } from "./import-view.js";
import { JobErrors } from "./job-item.js";
import type { PanelLabels } from "./labels.js";
import { ErrorNotice } from "./notices.js";
import { ProblemTables } from "./problem-table.js";
import { ProgressBar } from "./progress-bar.js";

/** What is between the heading of a view and its buttons. */
export function ImportBody({ flow, labels }: { flow: ImportFlow; labels: PanelLabels }) {
  const { job, report, error, progress } = flow;
  switch (importView(flow)) {
    case "idle":
      return <FileDrop onFile={flow.start} labels={labels} />;
    case "checking":
    case "uploading":
    case "preparing":
    case "processing":
      return <ProgressBar share={progress} labels={labels} />;
    case "refused":
    case "awaiting-confirmation":
      return report ? <ProblemTables report={report} labels={labels} /> : null;
    case "failed":
      return (
        <>
          <ErrorNotice error={error} labels={labels} />
          {job && <JobErrors job={job} labels={labels} />}
        </>
      );
    case "unknown":
      return <ErrorNotice error={error} labels={labels} />;
    case "done":
    case "canceled":
      return null;
  }
}

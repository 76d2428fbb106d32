import type { ImportFlow } from "../import/import-flow.js";
import { FileDrop } from "./file-drop.js";
import { type ImportView, importView, showsProblems } from "./import-view.js";
import { JobErrors } from "./job-item.js";
import type { PanelLabels } from "./labels.js";
import { ErrorNotice } from "./notices.js";
import { ProblemTables } from "./problem-table.js";
import { ProgressBar } from "./progress-bar.js";

/** What is between the heading of a view and its buttons. */
export function ImportBody({ flow, labels }: { flow: ImportFlow; labels: PanelLabels }) {
  const { job, report, error } = flow;
  const view = importView(flow);
  return (
    <>
      {/* Also a confirm or a cancel that failed, while the import goes on. */}
      {view !== "refused" && <ErrorNotice error={error} labels={labels} />}
      {view === "idle" && <FileDrop onFile={flow.start} labels={labels} />}
      {isGoingOn(view) && <ProgressBar share={flow.progress} labels={labels} />}
      {showsProblems(view) && report && <ProblemTables report={report} labels={labels} />}
      {view === "failed" && job && <JobErrors job={job} labels={labels} />}
    </>
  );
}

function isGoingOn(view: ImportView): boolean {
  return ["checking", "uploading", "preparing", "processing"].includes(view);
}

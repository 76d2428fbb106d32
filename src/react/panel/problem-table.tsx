import type { CheckReport, Problem, Severity } from "medusa-batch-jobs/csv";
import { useId } from "react";
import { Icon } from "./icons.js";
import type { PanelLabels } from "./labels.js";

const SEVERITIES: readonly Severity[] = ["refused", "changed", "suspicious"];

/** What the check of a file found, by what it comes to. */
export function ProblemTables({ report, labels }: { report: CheckReport; labels: PanelLabels }) {
  return (
    <>
      {SEVERITIES.map((severity) => (
        <ProblemTable
          key={severity}
          severity={severity}
          problems={report.problems.filter((problem) => problem.severity === severity)}
          labels={labels}
        />
      ))}
      {report.truncated && <p className="mbj-hint">{labels.moreProblems}</p>}
    </>
  );
}

function ProblemTable(props: {
  severity: Severity;
  problems: readonly Problem[];
  labels: PanelLabels;
}) {
  const { severity, problems, labels } = props;
  const id = useId();
  if (problems.length === 0) return null;
  return (
    <section className="mbj-problems" data-severity={severity} aria-labelledby={id}>
      <h4 id={id}>
        {labels.severity(severity)} <span className="mbj-count">{problems.length}</span>
      </h4>
      <table aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{labels.line}</th>
            <th scope="col">{labels.column}</th>
            <th scope="col">{labels.problemHeading}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <ProblemRow
              key={`${problem.line} ${problem.column} ${problem.rule}`}
              problem={problem}
              labels={labels}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ProblemRow({ problem, labels }: { problem: Problem; labels: PanelLabels }) {
  return (
    <tr>
      <td data-label={labels.line}>{problem.line}</td>
      <td>{problem.columnName}</td>
      <td>
        {labels.problem(problem)}
        {problem.count > 1 && <small> {labels.moreCells(problem.count - 1)}</small>}
        {problem.fix?.safe && (
          <p className="mbj-fix">
            <Icon name="completed" />
            {labels.fix(problem)}
          </p>
        )}
      </td>
    </tr>
  );
}

import type { CheckReport, Problem } from "medusa-batch-jobs/csv";

/** A report of a file with these problems, and the verdict that goes with them. */
export function reportOf(...problems: Partial<Problem>[]): CheckReport {
  const whole = problems.map(problemOf);
  const has = (wanted: Problem["severity"]) => whole.some(({ severity }) => severity === wanted);
  return {
    verdict: has("refused") ? "refused" : has("changed") ? "changes" : "ok",
    rows: 2,
    products: 1,
    variants: 2,
    columns: ["Product Handle"],
    delimiter: ";",
    encoding: "utf-8",
    problems: whole,
    truncated: false,
    predicted: { PRODUCT_CREATE: 1, PRODUCT_UPDATE: 0, VARIANT_CREATE: 2 },
  };
}

function problemOf(given: Partial<Problem>): Problem {
  const { line = 2, column, value, becomes } = given;
  const place = { line, column, value, becomes };
  return {
    rule: "leading-zeros",
    severity: "changed",
    message: "It is changed.",
    count: 1,
    places: [place],
    details: {},
    ...place,
    ...given,
  };
}

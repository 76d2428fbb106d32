import { relative } from "node:path";

/** What became of one test of the contract suite, on one profile. */
export interface TestResult {
  /** Relative to the folder of the suite. */
  file: string;
  /** With the names of its groups. */
  name: string;
  status: "passed" | "failed" | "skipped";
}

/** Of vitest's JSON report, what is read here. */
export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Reads a report of vitest; a file that failed as a whole is a failed test of its own. */
export function readReport({ testResults }: VitestReport, folder: string): TestResult[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(folder, name);
    if (assertionResults.length === 0 && status === "failed")
      return [{ file, name: message, status: "failed" as const }];
    return assertionResults.map((test) => ({
      file,
      name: test.fullName,
      status: statusOf(test.status),
    }));
  });
}

function statusOf(status: string): TestResult["status"] {
  if (status === "passed" || status === "failed") return status;
  return "skipped";
}

import {
  type CheckReport,
  checkImport,
  type Problem,
  RULES,
  type RuleId,
} from "medusa-batch-jobs/csv";

export async function check(file: Blob): Promise<readonly Problem[]> {
  const report: CheckReport = await checkImport(file, {
    type: "price-list-import",
    medusa: "1.20",
    signal: AbortSignal.timeout(1000),
    onProgress: ({ loaded, total = loaded }) => console.log((loaded / total).toFixed()),
    messages: { "no-rows": { message: ({ line }) => `Zeile ${line}: nichts da.` } },
  });
  // @ts-expect-error There is no such version.
  await checkImport(file, { medusa: "2.0" });
  const rule: RuleId | undefined = report.problems[0]?.rule;
  console.log(rule && RULES[rule].server, report.predicted?.PRODUCT_CREATE?.toFixed());
  return report.problems;
}

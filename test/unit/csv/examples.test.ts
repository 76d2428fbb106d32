import { checkImport, RULES, type RuleId } from "medusa-batch-jobs/csv";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "./examples.js";

const VERDICTS = { refused: "refused", changed: "changes", suspicious: "ok" };

describe.each(Object.keys(RULES) as RuleId[])("%s", (rule) => {
  const { file, without, line, column, value, becomes, ...options } = EXAMPLES[rule];

  test("is found, in its place", async () => {
    const { problems } = await checkImport(file, options);
    const found = problems.find((problem) => problem.rule === rule);
    expect(found, JSON.stringify(problems)).toMatchObject({
      line,
      ...(column !== undefined && { column }),
      ...(value !== undefined && { value }),
      ...(becomes !== undefined && { becomes }),
    });
    expect(found?.message).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test("is not found where it is not", async () => {
    const { problems } = await checkImport(without, options);
    expect(problems.map((problem) => problem.rule)).not.toContain(rule);
  });

  test("makes the verdict at least as bad as it is", async () => {
    const { verdict } = await checkImport(file, options);
    const order = ["ok", "changes", "refused"];
    const { severity } = RULES[rule];
    expect(order.indexOf(verdict)).toBeGreaterThanOrEqual(order.indexOf(VERDICTS[severity]));
  });
});

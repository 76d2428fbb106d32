import { render } from "@testing-library/react";
import axe from "axe-core";
import { ImportDialog, JobList } from "medusa-batch-jobs/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import "../support/hygiene.js";
import { FLOWS } from "./support/flows.js";
import { JOBS } from "./support/jobs.js";

// Axe takes longer than the second after which a list draws its times anew.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});

/** What axe finds wrong with the structure: colours and sizes are not to be had without a browser. */
async function violations(ui: ReactNode): Promise<string[]> {
  const { container } = render(<main>{ui}</main>);
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test("axe finds nothing in a list of all kinds of jobs", async () => {
  const jobs = Object.values(JOBS);
  expect(
    await violations(<JobList jobs={jobs} onCancel={ok} onConfirm={ok} onDownload={ok} />),
  ).toEqual([]);
});

test.each(Object.keys(FLOWS))("axe finds nothing in the dialog: %s", async (name) => {
  const flow = FLOWS[name as keyof typeof FLOWS];
  expect(await violations(<ImportDialog open flow={flow} onClose={ok} />)).toEqual([]);
});

test("axe finds a button without a name", async () => {
  expect(await violations(<button type="button" />)).toHaveLength(1);
});

function ok() {}

import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { examplesIn, needsPeers, pages } from "../packaging/examples/extract.js";
import { NewcomerProject } from "../packaging/examples/newcomer.js";
import { expectToRun } from "../packaging/examples/play.js";

/** A dashboard's project: its bundler resolves what Node's ESM could not import. */
const project = new NewcomerProject({
  init: ["--init", "--module", "preserve"],
  packages: join(import.meta.dirname, "node_modules"),
});
afterAll(() => project.remove());

const examples = pages().flatMap(examplesIn).filter(needsPeers);
const files = examples.map((example, number) => project.add(example, number));
const complaints = project.compile(files);

test.each(examples.map((example, number) => ({ ...example, number })))(
  "$name compiles in a dashboard's project, and runs",
  async ({ number, ...example }) => {
    expect(complaints[number]).toEqual([]);
    await expectToRun(project.folderOf(number), example);
  },
);

import { afterAll, describe, expect, test } from "vitest";
import {
  examplesIn,
  isComponent,
  isTypeScript,
  needsPeers,
  pages,
  sources,
} from "./examples/extract.js";
import { NewcomerProject } from "./examples/newcomer.js";
import { expectToRun } from "./examples/play.js";

/** What a block in the guides can be beside TypeScript. */
const NO_CODE = ["sh", "css", "json", "nginx", "text", "yaml", "crontab", "powershell"];

const blocks = pages().flatMap(examplesIn);
const guides = blocks.filter(isTypeScript).filter((example) => !needsPeers(example));
const docstrings = sources().flatMap(examplesIn);

const project = new NewcomerProject();
const files = [...guides, ...docstrings].map((example, number) => project.add(example, number));
const complaints = project.compile(files);
afterAll(() => project.remove());

describe("in the project that `tsc --init` makes, an example of the documentation compiles", () => {
  test("there are some", () => {
    expect(guides.length).toBeGreaterThan(20);
    expect(docstrings.length).toBeGreaterThan(10);
  });

  test.each([...guides, ...docstrings].map(({ name }, number) => ({ name, number })))(
    "$name",
    ({ number }) => {
      expect(complaints[number]).toEqual([]);
    },
  );
});

describe("an example of the guides runs, prints what it says, and leaves nothing open", () => {
  test("every block that is not run is no code", () => {
    const others = blocks.filter((block) => !isTypeScript(block));
    expect(others.filter(({ info: [language = ""] }) => !NO_CODE.includes(language))).toEqual([]);
  });

  // Those for React are rendered by test/react/examples.test.tsx.
  const scripts = guides.map((example, number) => ({ ...example, number }));
  test.concurrent.each(scripts.filter((example) => !isComponent(example)))(
    "$name",
    async ({ number, ...example }) => expectToRun(project.folderOf(number), example),
  );
});

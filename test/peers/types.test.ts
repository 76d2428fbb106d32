import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { installBackend } from "../backend/install.mjs";
import { examplesIn, needsPeers, pages } from "../packaging/examples/extract.js";
import { NewcomerProject } from "../packaging/examples/newcomer.js";

/** A new dashboard's project, for a bundler. */
const INIT = [
  "--init",
  "--jsx",
  "react-jsx",
  "--module",
  "esnext",
  "--moduleResolution",
  "bundler",
];

/** The compiler's complaints about this folder. */
function complaints(config: string): string {
  try {
    execFileSync("npx", ["tsc", "-p", config], { cwd: import.meta.dirname, encoding: "utf8" });
    return "";
  } catch (error) {
    return String(Object(error).stdout);
  }
}

describe("to the compiler, an extended client is one of medusa-js and of this package", () => {
  test("without the types of the backend", { timeout: 120_000 }, () => {
    expect(complaints("tsconfig.json")).toBe("");
  });

  test("with those, which medusa-js asks for", { timeout: 600_000 }, async () => {
    await installBackend();
    expect(complaints("tsconfig.backend.json")).toBe("");
  });
});

test("the guides' examples for these packages compile", { timeout: 120_000 }, () => {
  const packages = join(import.meta.dirname, "node_modules");
  const project = new NewcomerProject({ init: INIT, packages });
  onTestFinished(() => project.remove());
  const examples = pages().flatMap(examplesIn).filter(needsPeers);
  const files = examples.map((example, number) => project.add(example, number));
  expect(examples).not.toEqual([]);
  expect(project.compile(files)).toEqual(examples.map(() => []));
});

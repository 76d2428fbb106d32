import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { tally as onceTally } from "./once/tally.js";
import type { tally } from "./tally.js";

type Tally = typeof tally;
type OnceTally = typeof onceTally;

declare module "vitest" {
  interface ProvidedContext {
    tallyFile: string;
  }
}

/** vitest's globalSetup: gives the test files of a project a place for their numbers, and prints the sums at the end. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "faults-tally-"));
  const file = join(folder, "tally.jsonl");
  writeFileSync(file, "");
  project.provide("tallyFile", file);
  return () => {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean).map(parse);
    console.log(`${project.name}: ${describe(lines.filter((line) => "combinations" in line))}`);
    for (const line of lines) {
      if ("histories" in line) console.log(`${project.name}: ${describeOnce(line)}`);
    }
    rmSync(folder, { recursive: true });
  };
}

function parse(line: string): Tally | OnceTally {
  return JSON.parse(line);
}

function describe(lines: Tally[]): string {
  const sum = (key: keyof Tally) => lines.reduce((total, line) => total + line[key], 0);
  return `combinations: ${sum("combinations")}, requests: ${sum("requests")}, jobs created: ${sum("jobs")}, duplicates: ${sum("duplicates")}`;
}

function describeOnce({ histories, requests, fates, doubles, lost, ...kills }: OnceTally): string {
  const killed = Object.entries(kills).map(([boundary, count]) => `${boundary}: ${count}`);
  return `histories: ${histories}, requests: ${requests} (${fates} interfered with), processes killed (${killed.join("; ")}), doubles: ${doubles}, lost: ${lost}`;
}

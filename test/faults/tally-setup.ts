import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { tally } from "./tally.js";

type Tally = typeof tally;

/** vitest's globalSetup: gives the test files a place for their numbers, and prints the sums at the end. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "faults-tally-"));
  const file = join(folder, "tally.jsonl");
  writeFileSync(file, "");
  process.env.FAULTS_TALLY_FILE = file;
  return () => {
    print(readFileSync(file, "utf8").split("\n").filter(Boolean).map(parse));
    rmSync(folder, { recursive: true });
  };
}

function parse(line: string): Tally {
  return JSON.parse(line);
}

function print(lines: Tally[]): void {
  const sum = (key: keyof Tally) => lines.reduce((total, line) => total + line[key], 0);
  console.log(
    `combinations: ${sum("combinations")}, requests: ${sum("requests")}, jobs created: ${sum("jobs")}, duplicates: ${sum("duplicates")}`,
  );
}

// The contract suite on all profiles of the test backend, or on those that are named: profile × promise.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROFILES, readProfile } from "../backend/profiles.mjs";
import type { BackendProfile } from "../backend/spawn.mjs";
import { judge, type Row, strays } from "./judge.js";
import { readReport, type TestResult } from "./results.js";
import { tableOf } from "./table.js";

const CONTRACT = join(import.meta.dirname, "../contract");

const { positionals } = parseArgs({ allowPositionals: true });
const profiles =
  positionals.length === 0 ? PROFILES : positionals.map((name) => readProfile(name).name);

const results = new Map(profiles.map((profile) => [profile, run(profile)]));
const rows = judge(results);
console.log(`\n${tableOf(rows, profiles)}`);
process.exitCode = report(rows, [...results.values()].flat());

function run(profile: BackendProfile): TestResult[] {
  console.error(`\nThe contract suite on profile ${profile} …`);
  const folder = mkdtempSync(join(tmpdir(), "shops-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    spawnSync("vitest", ["run", "--project", "contract", ...reporters], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, CONTRACT_TARGET: "real", CONTRACT_PROFILE: profile },
    });
    return readReport(JSON.parse(readFileSync(file, "utf8")), CONTRACT);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says what is not as promised, and with which exit code. */
function report(rows: readonly Row[], tests: readonly TestResult[]): number {
  const findings = rows.flatMap(({ promise, cells }) =>
    Object.entries(cells)
      .filter(([, { verdict }]) => verdict === "fails" || verdict === "unexplained")
      .map(([profile, { verdict, why }]) => `${profile}: ${promise}: ${verdict}: ${why}`),
  );
  const homeless = strays(tests).map(({ file, name }) => `holds no promise: ${file}: ${name}`);
  for (const finding of [...findings, ...homeless]) console.error(finding);
  return findings.length + homeless.length === 0 ? 0 : 1;
}

import { mkdtemp } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeGuide } from "./guide.js";
import { Ledger } from "./ledger.js";
import { tablesOf } from "./report.js";
import { soak } from "./soak.js";

const HELP = `Usage: npm run soak -- [--minutes N] [--seed N] [--instances N] [--write]

Four clients import, export, follow and cancel on a Medusa with Redis and S3, each part of which is
killed and restarted in turn; then every job is accounted for from the database. Ends with 1, and
says why, if a promise of the SDK was broken.

  --minutes N    how long parts are killed; default: 3. What is begun is brought to its end after that
  --seed N       what is done, and what is killed when; default: another one each time
  --instances N  how many Medusas on one database, each killed in turn; default: 1
  --write        puts the tables into docs/soak.md`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "3" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    instances: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const minutes = wholeNumber("minutes", values.minutes);
  const seed = wholeNumber("seed", values.seed);
  const instances = wholeNumber("instances", values.instances);
  const ledger = new Ledger(join(await mkdtemp(join(tmpdir(), "soak-")), "ledger.jsonl"));
  const how = `${minutes} minutes, seed ${seed}, ${instances === 1 ? "one Medusa" : `${instances} Medusas`}`;
  console.log(`Soak: ${how}. Ledger: ${ledger.path}`);
  const { findings, faults } = await soak({ minutes, seed, instances }, ledger);
  await ledger.close();
  const tables = tablesOf(findings);
  console.log(`\n${tables}\n`);
  for (const fault of faults) console.error(`BROKEN: ${fault}`);
  if (values.write) await writeGuide(`${how}; ${machine()}:`, tables);
  console.log(
    faults.length === 0 ? "No promise was broken." : `${faults.length} promises were broken.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

function machine(): string {
  const [load = 0] = loadavg();
  return `Node ${process.versions.node}, ${cpus().length} cores, load ${load.toFixed(0)}`;
}

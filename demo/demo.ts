import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import Medusa, { type BatchJob, isFinished, jobProgress } from "medusa-batch-jobs";
import { type DemoServer, startFake, startReal } from "./servers.js";

const HELP = `Imports products into a Medusa v1 backend and exports them again.

Usage: npm run demo [-- --fake]

  --fake  use the in-memory server in place of a real Medusa on an embedded Postgres
`;

const PRODUCTS = new URL("products.csv", import.meta.url);
const OUTPUT = "products.csv";

const { values: flags } = parseArgs({
  options: { fake: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});

if (flags.help) console.log(HELP);
else await main(flags.fake ? startFake : startReal);

async function main(start: () => Promise<DemoServer>): Promise<void> {
  const server = await start();
  try {
    await importAndExport(server);
  } finally {
    await server.stop();
    say("The server is stopped.");
  }
}

async function importAndExport({ url, email, password }: DemoServer): Promise<void> {
  const medusa = new Medusa({ baseUrl: url });
  const { user } = await medusa.admin.auth.createSession({ email, password });
  say(`Logged in to ${url} as ${user.email}.`);

  const imported = await medusa.admin.batchJobs.importFile(PRODUCTS, {
    onUpdate: showProgress,
    confirm: (job) => {
      say(`What it will do: ${oneLine(job.result?.stat_descriptors?.[0]?.message)}`);
      return true;
    },
  });
  say(`Imported demo/products.csv: ${imported.result?.advancement_count} products and variants.`);

  const file = await medusa.admin.batchJobs.exportFile({ onUpdate: showProgress });
  await writeFile(OUTPUT, file.stream());
  say(`Wrote ${OUTPUT}: ${file.job.result?.count} products, ${file.size} bytes.`);
}

/** On a terminal, a line that moves; elsewhere, a line for each change. */
function showProgress(job: BatchJob): void {
  const progress = jobProgress(job);
  const share = progress === undefined ? "" : ` (${Math.round(progress * 100)} %)`;
  const line = `The ${job.type} is ${job.status}${share}.`;
  if (!process.stdout.isTTY) console.log(line);
  else process.stdout.write(`\r\u001b[K${line}${isFinished(job) ? "\n" : ""}`);
}

function oneLine(text = ""): string {
  return text.replace(/\s+/g, " ");
}

function say(line: string): void {
  // Over a line of progress, if there is one.
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  console.log(line);
}

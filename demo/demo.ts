import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import Medusa, { type BatchJob } from "medusa-batch-jobs";
import { type DemoServer, startFake, startReal } from "./servers.js";

const HELP = `Imports products into a Medusa v1 backend and exports them again.

Usage: npm run demo [-- --fake]

  --fake  use the in-memory server in place of a real Medusa on an embedded Postgres
`;

const PRODUCTS = fileURLToPath(new URL("products.csv", import.meta.url));
const OUTPUT = "products.csv";
const POLL_INTERVAL_MS = 500;

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

  const { uploads } = await medusa.admin.uploads.createProtected(
    new File([await openAsBlob(PRODUCTS)], "products.csv", { type: "text/csv" }),
  );
  const [file] = uploads;
  if (file === undefined) throw new Error("The server stored no file.");
  say(`Uploaded demo/products.csv as ${file.key}.`);

  const created = await medusa.admin.batchJobs.create({
    type: "product-import",
    context: { fileKey: file.key },
    dry_run: true,
  });
  const prepared = await follow(medusa, created.batch_job, (job) => job.pre_processed_at !== null);
  say(`What it will do: ${oneLine(prepared.result?.stat_descriptors?.[0]?.message)}`);

  await medusa.admin.batchJobs.confirm(prepared.id);
  await follow(medusa, prepared, (job) => job.completed_at !== null);

  const exporting = await medusa.admin.batchJobs.create({ type: "product-export", context: {} });
  const exported = await follow(medusa, exporting.batch_job, (job) => job.completed_at !== null);
  const { download_url } = await medusa.admin.uploads.getPresignedDownloadUrl({
    file_key: exported.result?.file_key ?? "",
  });
  const answer = await fetch(download_url);
  if (!answer.ok) throw new Error(`The download was answered with ${answer.status}.`);
  const csv = await answer.text();
  await writeFile(OUTPUT, csv);
  say(`Wrote ${OUTPUT}: ${exported.result?.count} products, ${csv.length} characters.`);
}

/** Polls a job until it is as wanted, and says where it stands. */
async function follow(
  medusa: Medusa,
  { id }: BatchJob,
  wanted: (job: BatchJob) => boolean,
): Promise<BatchJob> {
  for (let status = ""; ; await new Promise((wake) => setTimeout(wake, POLL_INTERVAL_MS))) {
    const { batch_job: job } = await medusa.admin.batchJobs.retrieve(id);
    if (job.status !== status) say(`The ${job.type} is ${job.status}.`);
    if (wanted(job)) return job;
    if (job.failed_at !== null || job.canceled_at !== null) {
      throw new Error(`The ${job.type} is ${job.status}: ${JSON.stringify(job.result?.errors)}`);
    }
    status = job.status;
  }
}

function oneLine(text = ""): string {
  return text.replace(/\s+/g, " ");
}

function say(line: string): void {
  console.log(line);
}

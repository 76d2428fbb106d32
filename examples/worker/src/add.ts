// Adds files to the queue: npm run add -- [--as NAME] FILE…
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { Queue } from "bullmq";
import { IMPORTS, type ImportData, QUEUE } from "./queue.js";

const { values, positionals } = parseArgs({
  options: { as: { type: "string" } },
  allowPositionals: true,
});

const queue = new Queue<ImportData, string>(IMPORTS, QUEUE);
for (const path of positionals) await add(path, values.as);
await queue.close();

/** A file of which there is a job already is not added again; if that has failed, it is tried again. */
async function add(path: string, as: string | undefined): Promise<void> {
  const job = await queue.add(
    basename(path),
    { path: resolve(path) },
    {
      jobId: await idOf(path, as),
      attempts: 8,
      backoff: { type: "exponential", delay: 10_000 },
      removeOnComplete: { age: 24 * 60 * 60 }, // as long as a key is remembered by the SDK
    },
  );
  if (await job.isFailed()) await job.retry("failed", { resetAttemptsMade: true });
  console.log(job.id, await job.getState(), path);
}

/** Made of the content: were Redis to lose the queue, the same file would get the same id, and so the same key. */
async function idOf(path: string, as: string | undefined): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return ["import", hash.digest("hex").slice(0, 32), as].filter(Boolean).join("-");
}

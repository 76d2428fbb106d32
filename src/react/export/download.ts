import type { BatchJob } from "medusa-batch-jobs";
import type { BatchJobsClient } from "../client.js";

/**
 * Has the browser download the file of a completed export, from an address that is asked for now: one that was kept
 * may have expired. The browser goes there itself: Medusa's local file service allows no script to read its files.
 *
 * @param job Its id, or the job as it was last seen.
 * @throws MedusaInvalidRequestError for a job that is no completed export, saying what it is.
 * @throws {Error} if the server names an address that is no web page's.
 * @example
 * ```tsx
 * import type { BatchJob } from "medusa-batch-jobs";
 * import { downloadExport, useBatchJobsClient } from "medusa-batch-jobs/react";
 *
 * export function Download({ job }: { job: BatchJob }) {
 *   const client = useBatchJobsClient();
 *   return <button type="button" onClick={() => downloadExport(client, job)}>Download</button>;
 * }
 * ```
 */
export async function downloadExport(
  client: BatchJobsClient,
  job: string | BatchJob,
): Promise<void> {
  const { url, name } = await client.admin.batchJobs.fileOf(job);
  const link = document.createElement("a");
  link.href = url;
  // A file service could name a script, as `javascript:…`, which would run as this page.
  if (!/^https?:$/.test(link.protocol)) {
    throw new Error(`The server says that the file is at ${url}, which is no address of the web.`);
  }
  link.download = name;
  link.rel = "noopener";
  document.body.append(link);
  link.click();
  link.remove();
}

import type { Client } from "../../client.js";
import { AdminAuthResource } from "./auth.js";
import { AdminBatchJobsResource } from "./batch-jobs.js";
import { AdminCustomResource } from "./custom.js";
import { AdminUploadsResource } from "./uploads.js";

/** The admin API. */
export class Admin {
  readonly auth: AdminAuthResource;
  readonly batchJobs: AdminBatchJobsResource;
  readonly uploads: AdminUploadsResource;
  readonly custom: AdminCustomResource;

  constructor(client: Client) {
    this.auth = new AdminAuthResource(client);
    this.uploads = new AdminUploadsResource(client);
    this.batchJobs = new AdminBatchJobsResource(client, this.uploads);
    this.custom = new AdminCustomResource(client);
  }
}

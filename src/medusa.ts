import { Client } from "./client.js";
import type { Config } from "./http/config.js";
import { Admin } from "./resources/admin/index.js";

/**
 * A Medusa v1 backend, as its admin API shows it.
 *
 * @example
 * ```ts
 * import Medusa from "medusa-batch-jobs";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000", apiKey: "my-token" });
 * const { batch_jobs } = await medusa.admin.batchJobs.list({ limit: 20 });
 * ```
 */
export class Medusa {
  /** Sends requests to endpoints that have no method here. */
  readonly client: Client;
  readonly admin: Admin;

  /** @throws MedusaInvalidRequestError if an option is wrong; its message says which, and how. */
  constructor(config?: Config) {
    this.client = new Client(config);
    this.admin = new Admin(this.client);
  }

  /** Sends this publishable key with all further requests of this client; an empty one is none. */
  setPublishableKey(key: string | null | undefined): void {
    this.client.setPublishableKey(key);
  }
}

import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import type { CliShop } from "./shop.js";

/** The users of a fake shop; the command logs in as `admin`. */
export type Owner = "admin" | "other";

/** Creates a job without the command, and returns its id. */
export async function createJob(
  { url }: Pick<CliShop, "url">,
  payload: { type?: string; dry_run?: boolean; context?: object } = {},
  owner: Owner = "admin",
): Promise<string> {
  const user = DEFAULT_USERS.find(({ email }) => email.startsWith(owner));
  const response = await fetch(`${url}/admin/batch-jobs`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-medusa-access-token": user?.apiToken ?? "",
    },
    body: JSON.stringify({ type: "product-export", context: {}, ...payload }),
  });
  const { batch_job } = (await response.json()) as { batch_job: { id: string } };
  return batch_job.id;
}

/** How many requests of a kind the shop got: "GET /admin/batch-jobs". */
export function requestsOf({ fake }: Pick<CliShop, "fake">, wanted: string): number {
  return fake.requests.filter(({ method, path }) => `${method} ${path}` === wanted).length;
}

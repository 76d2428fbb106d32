import type { FakeMedusaOptions } from "medusa-batch-jobs/testing";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { type ServedFake, serveFake } from "../../support/serve-fake.js";

/** A fake shop on a port, and the variables by which the command finds it. */
export interface CliShop extends ServedFake {
  env: Record<string, string>;
}

/** Serves a fake shop whose jobs take no time to speak of. */
export async function openShop(options: Omit<FakeMedusaOptions, "baseUrl"> = {}): Promise<CliShop> {
  const served = await serveFake({ tick: 20, ...options });
  const [user] = DEFAULT_USERS;
  if (user === undefined) throw new Error("The fake has no users.");
  const env = {
    MEDUSA_BACKEND_URL: served.url,
    MEDUSA_EMAIL: user.email,
    MEDUSA_PASSWORD: user.password,
  };
  return { ...served, env };
}

import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { startBackend } from "../test/backend/spawn.mjs";
import { serveFake } from "../test/support/serve-fake.js";

/** A Medusa backend for the demo, and who may log in. */
export interface DemoServer {
  url: string;
  email: string;
  password: string;
  stop(): Promise<void>;
}

/** Installs, where needed, and starts a real Medusa v1 on an embedded Postgres. */
export async function startReal(): Promise<DemoServer> {
  const { url, users, stop } = await startBackend({ log: (line) => console.log(line) });
  const [{ email, password }] = users;
  return { url, email, password, stop };
}

/** Starts the in-memory Medusa on a free loopback port. */
export async function startFake(): Promise<DemoServer> {
  const { url, close } = await serveFake();
  const [user] = DEFAULT_USERS;
  if (user === undefined) throw new Error("The fake has no users.");
  return { url, email: user.email, password: user.password, stop: close };
}

import type { TestProject } from "vitest/node";
import { DEFAULT_PRICE_LISTS, DEFAULT_USERS } from "../../src/testing/index.js";
import { readProfile } from "../backend/profiles.mjs";
import { type Backend, type BackendProfile, startBackend } from "../backend/spawn.mjs";
import { serveFake } from "../support/serve-fake.js";
import { FAKE_SHOP } from "./fake-shop.js";

/** Where the contract suite finds a server, and who may log in there. */
export interface ContractTarget
  extends Pick<Backend, "url" | "version" | "apiKeyHeader" | "redisUrl" | "storage"> {
  kind: "fake" | "real";
  /** Which real server; the fake has none. */
  profile?: BackendProfile;
  /** The real server's database; the fake has none. */
  databaseUrl?: string;
  admin: { email: string; password: string; apiToken: string };
  other: { email: string; password: string; apiToken: string };
  priceListId: string;
}

declare module "vitest" {
  interface ProvidedContext {
    target: ContractTarget;
  }
}

/** The real server's event outbox is polled this often, in milliseconds, in place of every 3000. */
export const TICK_MS = 50;

/**
 * Starts the server that `CONTRACT_TARGET` names, `fake` (the default) or `real`, for the whole run;
 * `CONTRACT_PROFILE` says which real one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { CONTRACT_TARGET, CONTRACT_PROFILE = "default" } = process.env;
  const { target, stop } = CONTRACT_TARGET === "real" ? await real(CONTRACT_PROFILE) : await fake();
  project.provide("target", target);
  return stop;
}

async function real(profile: string) {
  const backend = await startBackend({
    profile: readProfile(profile).name,
    tick: TICK_MS,
    log: (line) => console.error(line),
  });
  const { url, version, apiKeyHeader, redisUrl, storage, databaseUrl, priceListId } = backend;
  const [admin, other] = backend.users;
  const target: ContractTarget = {
    kind: "real",
    profile: backend.profile,
    version,
    apiKeyHeader,
    url,
    databaseUrl,
    redisUrl,
    storage,
    admin,
    other,
    priceListId,
  };
  return { target, stop: backend.stop };
}

async function fake() {
  const { url, close } = await serveFake({ tick: TICK_MS, ...FAKE_SHOP });
  const [admin, other] = DEFAULT_USERS;
  const [priceListId] = DEFAULT_PRICE_LISTS;
  if (!admin || !other || !priceListId) throw new Error("The fake has no users or price lists.");
  const target: ContractTarget = {
    kind: "fake",
    version: "1.20.11",
    apiKeyHeader: "x-medusa-access-token",
    url,
    admin,
    other,
    priceListId,
  };
  return { target, stop: close };
}

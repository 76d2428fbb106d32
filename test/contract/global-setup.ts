import type { TestProject } from "vitest/node";
import { DEFAULT_PRICE_LISTS, DEFAULT_USERS } from "../../src/testing/index.js";
import { startBackend } from "../backend/spawn.mjs";
import { serveFake } from "../support/serve-fake.js";
import { FAKE_SHOP } from "./fake-shop.js";

/** Where the contract suite finds a server, and who may log in there. */
export interface ContractTarget {
  kind: "fake" | "real";
  url: string;
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

/** Starts the server that `CONTRACT_TARGET` names, `fake` (the default) or `real`, for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { target, stop } = process.env.CONTRACT_TARGET === "real" ? await real() : await fake();
  project.provide("target", target);
  return stop;
}

async function real() {
  const { url, databaseUrl, users, priceListId, stop } = await startBackend({
    tick: TICK_MS,
    log: (line) => console.error(line),
  });
  const [admin, other] = users;
  const target: ContractTarget = { kind: "real", url, databaseUrl, admin, other, priceListId };
  return { target, stop };
}

async function fake() {
  const { url, close } = await serveFake({ tick: TICK_MS, ...FAKE_SHOP });
  const [admin, other] = DEFAULT_USERS;
  const [priceListId] = DEFAULT_PRICE_LISTS;
  if (!admin || !other || !priceListId) throw new Error("The fake has no users or price lists.");
  const target: ContractTarget = { kind: "fake", url, admin, other, priceListId };
  return { target, stop: close };
}

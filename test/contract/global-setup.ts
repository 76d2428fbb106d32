import type { TestProject } from "vitest/node";

/** Where the contract suite finds a server, and who may log in there. */
export interface ContractTarget {
  kind: "fake" | "real";
  url: string;
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
const TICK_MS = 50;

/** Starts the server that `CONTRACT_TARGET` names, `fake` (the default) or `real`, for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { target, stop } = process.env.CONTRACT_TARGET === "real" ? await real() : await fake();
  project.provide("target", target);
  return stop;
}

async function real() {
  const { startBackend } = await import("../backend/spawn.mjs");
  const { url, users, priceListId, stop } = await startBackend({
    tick: TICK_MS,
    log: (line) => console.error(line),
  });
  const [admin, other] = users;
  if (admin === undefined || other === undefined) throw new Error("the backend has no users");
  const target: ContractTarget = { kind: "real", url, admin, other, priceListId };
  return { target, stop };
}

async function fake() {
  const { serveFake } = await import("../support/serve-fake.js");
  const { fake, url, close } = await serveFake({ tick: TICK_MS });
  const [admin, other] = fake.users;
  if (admin === undefined || other === undefined) throw new Error("the fake has no users");
  const [priceListId = ""] = fake.priceLists;
  const target: ContractTarget = { kind: "fake", url, admin, other, priceListId };
  return { target, stop: close };
}

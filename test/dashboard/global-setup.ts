import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { buildDashboard, prepareDashboard, serveDashboard } from "../../demo/dashboard-page.js";
import { type BackendUser, startBackend } from "../backend/spawn.mjs";
import { CHROMIUM, CHROMIUM_FLAGS, NO_CHROMIUM } from "../support/chromium.js";
import { serveControl } from "./support/control.js";
import { openGate } from "./support/gate.js";

/** What the tests of the dashboard run on: one browser, one Medusa, one page. */
export interface Stage {
  /** Playwright's address of the browser. */
  browser: string;
  /** The page, on a port of 127.0.0.1. */
  page: string;
  /** The way to the backend that the page takes, and that can be shut. */
  gate: string;
  backend: { url: string; databaseUrl: string; user: BackendUser };
  /** Kills and restarts the backend, shuts and opens the gate. */
  control: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** `undefined` where there is no Chromium. */
    stage: Stage | undefined;
  }
}

/** Milliseconds between two looks of Medusa for jobs to go on with, in place of 3000. */
const TICK_MS = 300;

/** Starts all of it once for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(CHROMIUM)) {
    console.error(`SKIPPED the dashboard: ${NO_CHROMIUM}.`);
    project.provide("stage", undefined);
    return async () => {};
  }
  const log = (line: string) => console.error(line);
  const folder = await mkdtemp(join(tmpdir(), "medusa-dashboard-"));
  await prepareDashboard({ log });
  await buildDashboard(folder);
  const backend = await startBackend({ tick: TICK_MS, log });
  const gate = await openGate(backend.url);
  const { kill, restart } = backend;
  const control = await serveControl({ kill, restart, shut: gate.shut, open: gate.open });
  const page = await serveDashboard({ folder, medusaUrl: gate.url });
  const browser = await chromium.launchServer({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });

  const { url, databaseUrl, users } = backend;
  project.provide("stage", {
    browser: browser.wsEndpoint(),
    page: page.url,
    gate: gate.url,
    backend: { url, databaseUrl, user: users[0] },
    control: control.url,
  });
  return async () => {
    await browser.close();
    await page.close();
    control.close();
    gate.close();
    await backend.stop();
    await rm(folder, { recursive: true });
  };
}

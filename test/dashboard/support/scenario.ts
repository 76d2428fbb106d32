import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { test as base, expect, inject } from "vitest";
import { Recording } from "./recording.js";
import { rememberSaid } from "./said.js";
import { openShop } from "./shop.js";
import { stage } from "./stage.js";

/** A browser's profile, with cookies of its own, and its first tab. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  recording: Recording;
}

/** How a visitor looks at the page. */
export interface VisitOptions extends BrowserContextOptions {
  /** The host of the address bar. Default: 127.0.0.1, as the backend's. */
  host?: string;
}

interface Fixtures {
  shop: ReturnType<typeof openShop>;
  /** Opens the dashboard. At the end of the test, nothing may have gone wrong in it that was not expected. */
  visit: (options?: VisitOptions) => Promise<Visit>;
}

/** Milliseconds that a person would wait for what is to come next. */
const PATIENCE_MS = 30_000;

const isThere = inject("stage") !== undefined;

let browser: Browser | undefined;

const extended = base.extend<Fixtures>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads of it which fixtures this one needs.
    async ({}, use) => {
      const shop = openShop();
      await shop.forgetJobs();
      await use(shop);
      await shop.leave();
    },
    // Also for a test that does not ask for it: jobs of the test before are not to be seen.
    { auto: true },
  ],
  visit: async ({ task }, use) => {
    const visits: Visit[] = [];
    await use(async (options) => {
      const visit = await openVisit(options);
      visits.push(visit);
      return visit;
    });
    if (task.result?.errors?.length) await tellOf(visits);
    try {
      expect(visits.flatMap(({ recording }) => recording.problems)).toEqual([]);
    } finally {
      for (const { context } of visits) await context.close();
    }
  },
});

/** A test in a browser; skipped where there is none. */
export const test = extended.skipIf(!isThere);

async function openVisit({ host = "127.0.0.1", ...options }: VisitOptions = {}): Promise<Visit> {
  browser ??= await chromium.connect(stage().browser);
  const context = await browser.newContext({
    viewport: { width: 1100, height: 820 },
    // Sharp enough for pictures, which stay below 120 KB.
    deviceScaleFactor: 1.5,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await rememberSaid(context);
  const recording = new Recording(context, stage().gate);
  const page = await context.newPage();
  const address = new URL(stage().page);
  address.hostname = host;
  await page.goto(address.href);
  return { context, page, recording };
}

/** Shows what was to be seen when a test has failed. */
async function tellOf(visits: readonly Visit[]): Promise<void> {
  for (const page of visits.flatMap(({ context }) => context.pages())) {
    console.error(`${page.url()}\n${await page.locator("body").ariaSnapshot()}`);
  }
}

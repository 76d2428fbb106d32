import { once } from "node:events";
import { parseArgs } from "node:util";
import { prepareDashboard, startDashboard } from "./dashboard-page.js";
import type { DemoServer } from "./servers.js";

const HELP = `Starts a Medusa v1 backend and examples/dashboard, a page that imports and exports.

Usage: npm run dashboard [-- --fake] [--port N]

  --fake    use an in-memory server, with jobs of the last day, in place of a real Medusa on an embedded Postgres
  --port N  the page's port; default: 5173, or the next one that is free
`;

const { values: flags } = parseArgs({
  options: {
    fake: { type: "boolean", default: false },
    port: { type: "string", default: "5173" },
    help: { type: "boolean", default: false },
  },
});

const log = (line: string) => console.error(line);

if (flags.help) console.log(HELP);
else await main(stopWhenAsked());

async function main(stop: AbortSignal): Promise<void> {
  try {
    await prepareDashboard({ log });
    if (!stop.aborted) await serve(stop);
  } catch (error) {
    // Ctrl-C ends the programs that this one has started, too, and they complain.
    if (!stop.aborted) throw error;
  }
}

async function serve(stop: AbortSignal): Promise<void> {
  const port = portOf(flags);
  const shop = await startShop();
  try {
    const page = await startDashboard({ medusaUrl: shop.url, port });
    console.log(`Open ${page.url}`);
    console.log(`and log in as ${shop.email} with the password ${shop.password}`);
    if (!stop.aborted) await once(stop, "abort");
    await page.close();
  } finally {
    await shop.stop();
  }
}

/** What is not needed is not loaded: a real Medusa's installation is large. */
async function startShop(): Promise<DemoServer> {
  if (flags.fake) return (await import("./dashboard-shop.js")).startFakeShop();
  return (await import("./servers.js")).startReal();
}

function portOf({ port }: { port: string }): number {
  if (/^\d+$/.test(port)) return Number(port);
  throw new RangeError(`--port must be a number, not "${port}".`);
}

function stopWhenAsked(): AbortSignal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => stop.abort());
  return stop.signal;
}

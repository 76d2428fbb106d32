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

if (flags.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const log = (line: string) => console.error(line);
  const stopped = Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((name) => once(process, name)));
  await prepareDashboard({ log });
  const shop = await startShop();
  try {
    const page = await startDashboard({ medusaUrl: shop.url, port: Number(flags.port) });
    console.log(`Open ${page.url}`);
    console.log(`and log in as ${shop.email} with the password ${shop.password}`);
    await stopped;
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

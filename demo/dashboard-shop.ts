import { readFile } from "node:fs/promises";
import Medusa from "medusa-batch-jobs";
import { DEFAULT_USERS, type FakeMedusa } from "medusa-batch-jobs/testing";
import { serveFake } from "../test/support/serve-fake.js";
import type { DemoServer } from "./servers.js";

/** Milliseconds between two steps of a job: slow enough to be seen. */
const TICK_MS = 1000;
const HOUR_MS = 3_600_000;

/** Medusa refuses this file when it prepares the import: it knows no region of this name. */
const UNKNOWN_REGION = "Product Handle;Product Title;Price Mars [USD]\nred-mug;Red Mug;9\n";

/** Starts an in-memory Medusa on a free loopback port: a shop whose jobs of the last day have ended in every way. */
export async function startFakeShop(): Promise<DemoServer> {
  const [user] = DEFAULT_USERS;
  if (user === undefined) throw new Error("The fake has no users.");
  let hoursAgo = 22;
  const { fake, url, close } = await serveFake({
    products: ["Espresso Cup", "French Press", "Coffee Grinder", "Kettle", "Scale"].map(product),
    orders: [1001, 1002, 1003, 1004].map(order),
    regions: { Europe: "eur" },
    tick: TICK_MS,
    clock: () => Date.now() - hoursAgo * HOUR_MS,
  });
  const medusa = new Medusa({ baseUrl: url, apiKey: user.apiToken });
  for (const play of [completeExports, failImport, completeImport, cancelImport, leaveImport]) {
    await play(medusa, fake);
    hoursAgo /= 3;
  }
  hoursAgo = 0;
  return { url, email: user.email, password: user.password, stop: close };
}

async function completeExports({ admin: { batchJobs } }: Medusa, fake: FakeMedusa) {
  for (const type of ["order-export", "product-export"] as const) {
    const { batch_job } = await batchJobs.create({ type, context: {} });
    fake.settle(batch_job.id);
  }
}

async function failImport(medusa: Medusa, fake: FakeMedusa) {
  fake.settle(await createImport(medusa, UNKNOWN_REGION));
}

async function completeImport(medusa: Medusa, fake: FakeMedusa) {
  const id = await prepareImport(medusa, fake);
  await medusa.admin.batchJobs.confirm(id);
  fake.settle(id);
}

async function cancelImport(medusa: Medusa, fake: FakeMedusa) {
  await medusa.admin.batchJobs.cancel(await prepareImport(medusa, fake));
}

/** It waits for whoever opens the page. */
async function leaveImport(medusa: Medusa, fake: FakeMedusa) {
  await prepareImport(medusa, fake);
}

async function prepareImport(medusa: Medusa, fake: FakeMedusa): Promise<string> {
  const products = await readFile(new URL("products.csv", import.meta.url), "utf8");
  const id = await createImport(medusa, products);
  fake.settle(id);
  return id;
}

async function createImport({ admin: { uploads, batchJobs } }: Medusa, csv: string) {
  const file = new File([csv], "products.csv", { type: "text/csv" });
  const { uploads: uploaded } = await uploads.createProtected(file);
  const context = { fileKey: uploaded[0]?.key ?? "" };
  const { batch_job } = await batchJobs.create({ type: "product-import", context, dry_run: true });
  return batch_job.id;
}

function product(title: string) {
  const handle = title.toLowerCase().replace(" ", "-");
  const prices = [{ currency_code: "eur", amount: 1000 + 500 * title.length }];
  const variant = { title: "Standard", sku: handle, options: ["Standard"], prices };
  return { handle, title, status: "published", options: ["Size"], variants: [variant] };
}

function order(number: number) {
  return { Order_ID: `order_${number}`, Display_ID: number, "Order status": "pending" };
}

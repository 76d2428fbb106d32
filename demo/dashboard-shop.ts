import Medusa from "medusa-batch-jobs";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { productRows } from "../test/support/product-rows.js";
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
  let behind = 22 * HOUR_MS;
  const { url, close } = await serveFake({
    products: ["Espresso Cup", "French Press", "Coffee Grinder", "Kettle", "Scale"].map(product),
    orders: [1001, 1002, 1003, 1004].map(order),
    regions: { Europe: "eur" },
    tick: TICK_MS,
    clock: () => Date.now() - behind,
  });
  const medusa = new Medusa({ baseUrl: url, apiKey: user.apiToken });
  const pass = (ms: number) => {
    behind -= ms;
  };
  for (const play of [completeExports, failImport, completeImport, cancelImport, leaveImport]) {
    await play(medusa, pass);
    behind /= 3;
  }
  behind = 0;
  return { url, email: user.email, password: user.password, stop: close };
}

/** Lets time go by, in milliseconds: the jobs of the fake move on by its clock. */
type Pass = (ms: number) => void;

async function completeExports({ admin: { batchJobs } }: Medusa) {
  await batchJobs.create({ type: "order-export", context: {} });
  await batchJobs.create({ type: "product-export", context: {} });
}

async function failImport(medusa: Medusa) {
  await createImport(medusa, UNKNOWN_REGION);
}

async function completeImport(medusa: Medusa, pass: Pass) {
  const id = await prepareImport(medusa, pass, ["teapot", "tea-strainer", "tea-tin"]);
  await medusa.admin.batchJobs.confirm(id);
}

async function cancelImport(medusa: Medusa, pass: Pass) {
  const id = await prepareImport(medusa, pass, ["saucer", "tray"]);
  await medusa.admin.batchJobs.cancel(id);
}

/** It waits for whoever opens the page. */
async function leaveImport(medusa: Medusa, pass: Pass) {
  await prepareImport(medusa, pass, ["spoon", "sugar-bowl"]);
}

async function prepareImport(medusa: Medusa, pass: Pass, handles: string[]): Promise<string> {
  const id = await createImport(medusa, productRows(...handles));
  pass(10_000);
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

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { openTerminal } from "../support/terminal.js";
import { PRODUCTS } from "./products.js";

const CONFIRM = /^POST \/admin\/batch-jobs\/\w+\/confirm/;
const LOOK = /^GET \/admin\/batch-jobs/;

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), PRODUCTS);
});
afterEach(() => shop.close());

test.each([
  ["Ctrl-C", "\x03", 130],
  ["no", "n\r", 5],
  ["Ctrl-D", "\x04", 5],
])("%s, when it asks, cancels the job and deletes its upload", async (_answer, keys, code) => {
  const terminal = openTerminal(["import", "products.csv"], { cwd, env: shop.env });
  const { id } = await toPrepared();
  await terminal.until(/\[y\/N\]/);
  terminal.type(keys);
  expect(await terminal.ended).toBe(code);
  expect(shop.fake.job(id)).toMatchObject({
    canceled_at: expect.any(String),
    confirmed_at: null,
  });
  expect([...shop.fake.files.keys()].filter((key) => key.endsWith("products.csv"))).toEqual([]);
  expect(shop.asked(CONFIRM)).toBe(0);
});

/** The job of the import, as soon as it waits for its confirmation. */
async function toPrepared() {
  await shop.next(LOOK);
  const [job] = shop.fake.jobs;
  if (job === undefined) throw new Error("There is no job.");
  return shop.fake.advance(job.id);
}

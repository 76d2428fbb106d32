import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCli } from "../support/children.js";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { PRODUCTS } from "./products.js";

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop();
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), PRODUCTS);
});
afterEach(() => shop.close());

const startImport = () =>
  startCli(["import", "products.csv", "--yes", "--key", "nightly", "--json"], {
    cwd,
    env: shop.env,
  });
const appliedJobs = () => shop.fake.jobs.filter(({ completed_at }) => completed_at !== null);

test("two imports with one key at once exit 0, and one job is applied", async () => {
  const ends = await Promise.all([startImport().ended, startImport().ended]);
  const [applied, ...others] = appliedJobs();
  expect(others).toEqual([]);
  expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const told = ends.map(({ stdout }) => JSON.parse(stdout).job.id);
  expect(told).toEqual([applied?.id, applied?.id]);
  expect(shop.fake.products).toHaveLength(1);
});

test.each([
  ["logs in", /^POST \/admin\/auth/],
  ["checks the file", /^GET \/admin\/store/],
  ["uploads", /^POST \/admin\/uploads/],
  ["creates the job", /^POST \/admin\/batch-jobs$/],
])(
  "killed while it %s, it is run again: exit 0, and one job is applied",
  async (_phase, request) => {
    const held = shop.hold(request);
    const killed = startImport();
    await held.arrived;
    killed.kill("SIGKILL");
    await killed.ended;
    held.release();
    const { exitCode } = await startImport().ended;
    expect(exitCode).toBe(0);
    expect(appliedJobs()).toHaveLength(1);
    expect(shop.fake.products).toHaveLength(1);
  },
);

test("killed when Medusa works on it, it is run again: exit 0, and nothing is created", async () => {
  const confirmed = shop.hold(/^POST \/admin\/batch-jobs\/\w+\/confirm/);
  const killed = startImport();
  await confirmed.arrived;
  const looked = shop.hold(/^GET \/admin\/batch-jobs/);
  confirmed.release();
  await looked.arrived;
  killed.kill("SIGKILL");
  await killed.ended;
  looked.release();
  const { exitCode, stdout } = await startImport().ended;
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ applied: true });
  expect(shop.fake.jobs).toHaveLength(1);
  expect(shop.asked(/^POST \/admin\/uploads/)).toBe(1);
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startCli } from "../support/children.js";
import { type GatedShop, openGatedShop } from "../support/gate.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { PRODUCTS } from "./products.js";

const OTHER_SIGNALS = [
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const;
const AUTH = /^POST \/admin\/auth/;
const UPLOAD = /^POST \/admin\/uploads/;
const CREATE = /^POST \/admin\/batch-jobs$/;
const CONFIRM = /^POST \/admin\/batch-jobs\/\w+\/confirm/;
const CANCEL = /^POST \/admin\/batch-jobs\/\w+\/cancel/;
const LOOK = /^GET \/admin\/batch-jobs/;

let shop: GatedShop;
let cwd: string;
beforeEach(async () => {
  shop = await openGatedShop({ tick: Number.POSITIVE_INFINITY });
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), PRODUCTS);
});
afterEach(() => shop.close());

const startImport = (...flags: string[]) =>
  startCli(["import", "products.csv", "--yes", ...flags], { cwd, env: shop.env });

describe("before the job is confirmed", () => {
  test.each([
    ["logging in", AUTH],
    ["checking the file against the shop", /^GET \/admin\/(?!batch-jobs)/],
    ["uploading", UPLOAD],
  ])("Ctrl-C while %s ends the import, and nothing is in the shop", async (_phase, request) => {
    const held = shop.hold(request);
    const command = startImport();
    await held.arrived;
    command.kill("SIGINT");
    const { exitCode, stdout } = await command.ended;
    expect(exitCode).toBe(130);
    expect(stdout).toBe("");
    expect(shop.fake.jobs).toEqual([]);
    expect(shop.fake.files.size).toBe(0);
    expect(shop.asked(CREATE)).toBe(0);
  });

  test("Ctrl-C while the job is created cancels it", async () => {
    const created = shop.hold(CREATE);
    const command = startImport();
    await created.arrived;
    command.kill("SIGINT");
    created.release();
    const { exitCode } = await command.ended;
    expect(exitCode).toBe(130);
    expect(shop.fake.jobs).toMatchObject([{ canceled_at: expect.any(String), confirmed_at: null }]);
    expect(shop.fake.products).toEqual([]);
  });

  test.each([["SIGINT", 130], ...OTHER_SIGNALS] as const)(
    "%s while the job is prepared cancels it",
    async (signal, code) => {
      const command = startImport();
      await shop.next(LOOK);
      command.kill(signal);
      const { exitCode, stderr } = await command.ended;
      expect(exitCode).toBe(code);
      expect(stderr).not.toContain("wait batch_");
      expect(shop.fake.jobs).toMatchObject([
        { canceled_at: expect.any(String), confirmed_at: null },
      ]);
      expect(shop.asked(CONFIRM)).toBe(0);
    },
  );
});

describe("after the job is confirmed", () => {
  test.each([["SIGINT", 130], ...OTHER_SIGNALS] as const)(
    "%s leaves the job to the server, and says how to come back",
    async (signal, code) => {
      const command = startImport();
      const job = await toConfirmed();
      command.kill(signal);
      const { exitCode, stderr } = await command.ended;
      expect(exitCode).toBe(code);
      expect(stderr).toContain(`mbj wait ${job.id}`);
      expect(shop.fake.job(job.id)).toEqual(job);
      expect(shop.asked(CANCEL)).toBe(0);
    },
  );

  test("Ctrl-C while the confirm is under way leaves the job to the server", async () => {
    const confirmed = shop.hold(CONFIRM);
    const command = startImport();
    await toPrepared();
    await confirmed.arrived;
    command.kill("SIGINT");
    confirmed.release();
    const { exitCode, stderr } = await command.ended;
    const [job] = shop.fake.jobs;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(`mbj wait ${job?.id}`);
    expect(job).toMatchObject({ confirmed_at: expect.any(String), canceled_at: null });
    expect(shop.asked(CANCEL)).toBe(0);
  });

  test("with --json, what goes on is one object on stderr, with the job", async () => {
    const command = startImport("--json");
    const job = await toConfirmed();
    command.kill("SIGINT");
    const { exitCode, stdout, stderr } = await command.ended;
    expect(exitCode).toBe(130);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({ error: { exitCode: 130, job: { id: job.id } } });
  });

  test("--cancel-on-interrupt cancels what Medusa works on", async () => {
    const command = startImport("--cancel-on-interrupt", "--json");
    const job = await toConfirmed();
    command.kill("SIGINT");
    await vi.waitUntil(() => shop.fake.job(job.id)?.canceled_at);
    // Medusa comes to it, finds that it is canceled, and fails it: until then nobody knows whether that was in time.
    shop.fake.advance(job.id);
    const { exitCode, stdout, stderr } = await command.ended;
    expect(exitCode).toBe(130);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({
      error: { exitCode: 130, applied: false, job: { id: job.id, status: "failed" } },
    });
    expect(shop.fake.job(job.id)).toMatchObject({ canceled_at: expect.any(String) });
  });

  test("--cancel-on-interrupt exits 0 where it is applied before it can be canceled", async () => {
    const command = startImport("--cancel-on-interrupt", "--json");
    const job = await toConfirmed();
    shop.fake.advance(job.id);
    command.kill("SIGINT");
    const { exitCode, stdout } = await command.ended;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ applied: true, job: { status: "completed" } });
  });

  test("--detach ends with 8 as soon as Medusa works on it, and says how to come back", async () => {
    const command = startImport("--detach");
    await toPrepared();
    const { exitCode, stderr } = await command.ended;
    const [job] = shop.fake.jobs;
    expect(exitCode).toBe(8);
    expect(stderr).toContain(`mbj wait ${job?.id}`);
    expect(job).toMatchObject({ status: "confirmed" });
    expect(shop.asked(CANCEL)).toBe(0);
  });
});

describe("one more Ctrl-C", () => {
  test.each([
    ["creation", CREATE, async () => {}],
    ["confirm", CONFIRM, toPrepared],
  ])(
    "ends the import at once, though the server never answers the %s",
    async (_what, request, until) => {
      const held = shop.hold(request);
      const command = startImport();
      await until();
      await held.arrived;
      expect(await exitOfImpatience(command)).toBe(130);
    },
  );

  test("ends the import at once, though the server never answers the cancel", async () => {
    const held = shop.hold(CANCEL);
    const command = startImport("--cancel-on-interrupt");
    await toConfirmed();
    command.kill("SIGINT");
    await held.arrived;
    expect(await exitOfImpatience(command)).toBe(130);
  });
});

/** Presses Ctrl-C again and again: two signals that come at once are one. */
async function exitOfImpatience(command: ReturnType<typeof startCli>) {
  const timer = setInterval(() => command.kill("SIGINT"), 50);
  const startedAt = performance.now();
  try {
    const { exitCode } = await command.ended;
    expect(performance.now() - startedAt).toBeLessThan(3000);
    return exitCode;
  } finally {
    clearInterval(timer);
  }
}

/** The job of the import, as soon as it waits for its confirmation. */
async function toPrepared() {
  await shop.next(LOOK);
  const [job] = shop.fake.jobs;
  if (job === undefined) throw new Error("There is no job.");
  return shop.fake.advance(job.id);
}

/** The job of the import, as soon as it is confirmed, and the command has seen that. */
async function toConfirmed() {
  const confirmed = shop.next(CONFIRM);
  const { id } = await toPrepared();
  await confirmed;
  await shop.next(LOOK);
  const job = shop.fake.job(id);
  if (job?.confirmed_at == null) throw new Error("It is not confirmed.");
  return job;
}

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../backend/database.mjs";
import { type CliOptions, runCli } from "../cli/support/run-cli.js";
import { temporaryFolder } from "../cli/support/temporary-folder.js";
import { productRows } from "../support/product-rows.js";
import { adminClient, eventually, isBefore, productCsv, target } from "./shop.js";

const { admin } = target;
const env = {
  MEDUSA_BACKEND_URL: target.url,
  MEDUSA_EMAIL: admin.email,
  MEDUSA_PASSWORD: admin.password,
};
const medusa = adminClient();

const run = (args: string[], options: CliOptions = {}) => runCli(args, { env, ...options });

/** The uploads that `--debug` has shown. */
const shownUploads = (stderr: string) => stderr.match(/^> #\d+ POST \S+\/admin\/uploads/gm) ?? [];

test("import --key imports once: the second time nothing is uploaded, and the exit is 0 again", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "products.csv"), productRows("cli-once"));
  const args = [
    "import",
    "products.csv",
    "--yes",
    "--json",
    "--debug",
    "--key",
    `cli-${Date.now()}`,
  ];
  const first = await run(args, { cwd });
  const second = await run(args, { cwd });
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  const [done, again] = [JSON.parse(first.stdout), JSON.parse(second.stdout)];
  expect(done).toMatchObject({ applied: true, replayed: false });
  expect(again).toMatchObject({ applied: true, replayed: true, job: { id: done.job.id } });
  expect([shownUploads(first.stderr).length, shownUploads(second.stderr).length]).toEqual([1, 0]);
  expect(first.stderr + first.stdout).not.toContain(admin.password);
});

test("whoami names the user, by a password", async () => {
  const { stdout } = await run(["whoami", "--json"]);
  const loggedInBy = isBefore(17) ? "session" : "JWT";
  expect(JSON.parse(stdout)).toMatchObject({ user: { email: admin.email }, loggedInBy });
});

test("whoami names the user, by a token, or says who can be named", async () => {
  const token = { ...env, MEDUSA_API_TOKEN: admin.apiToken };
  const { stdout, stderr } = await run(["whoami", "--json"], { env: token });
  if (isBefore(17)) {
    expect(stdout + stderr).toContain("not whose an API token is: log in with MEDUSA_EMAIL");
    return;
  }
  const { user, loggedInBy } = JSON.parse(stdout);
  expect([user.email, loggedInBy]).toEqual([admin.email, "API token"]);
});

test("a wrong password exits 4", async () => {
  const { exitCode, stderr } = await run(["whoami"], { env: { ...env, MEDUSA_PASSWORD: "wrong" } });
  expect(exitCode).toBe(4);
  expect(stderr).toContain("error: Wrong e-mail or password.");
});

test("another user's job exits 4, and one that is not there 2", async () => {
  const { batch_job } = await medusa.admin.batchJobs.create({
    type: "product-export",
    context: {},
  });
  const other = { MEDUSA_BACKEND_URL: target.url, MEDUSA_API_TOKEN: target.other.apiToken };
  const [theirs, none] = await Promise.all([
    run(["get", batch_job.id], { env: other }),
    run(["get", "batch_nope"]),
  ]);
  expect([theirs.exitCode, none.exitCode]).toEqual([4, 2]);
  await eventually(medusa, batch_job.id, (job) => job.status === "completed");
});

test("export writes the file of the server, check finds nothing in it, and list shows the job", async () => {
  const cwd = await temporaryFolder();
  const exported = await run(["export", "products", "-o", "products.csv", "--json"], { cwd });
  expect(exported.exitCode).toBe(0);
  expect(await readFile(join(cwd, "products.csv"), "utf8")).toContain("espresso-cup");
  const [checked, listed] = await Promise.all([
    run(["check", "products.csv"], { cwd }),
    run(["list", "--type", "product-export", "--limit", "5", "--json"]),
  ]);
  expect(checked.exitCode).toBe(0);
  expect(listed.exitCode).toBe(0);
  expect(listed.stdout).toContain(JSON.parse(exported.stdout).job.id);
});

describe("doctor", () => {
  /** Other tests leave jobs of the admin's that hang. */
  const { other } = target;
  const theirs = { MEDUSA_BACKEND_URL: target.url, MEDUSA_API_TOKEN: other.apiToken };
  const { batchJobs, uploads } = adminClient({ apiKey: other.apiToken }).admin;

  test("of a healthy server exits 0", async () => {
    const { exitCode, stdout } = await run(["doctor"], { env: theirs });
    expect(stdout.replace(/\([^)]*\)|\d+/g, "")).toMatch(/^ok .*\n(?:ok .*\n)+/);
    expect(stdout).not.toMatch(/^problem|^skipped/m);
    expect(exitCode).toBe(0);
  });

  test("of a job that hangs exits 1, and says how to get rid of it", async ({ skip }) => {
    const { databaseUrl } = target;
    if (databaseUrl === undefined) return skip("The fake's clock is nobody's to set.");
    const { batch_job } = await batchJobs.create({
      type: "product-import",
      dry_run: true,
      context: { fileKey: (await uploads.create(productCsv("cli-hangs"))).uploads[0]?.key ?? "" },
    });
    await batchJobs.wait(batch_job);
    // As one whose event was lost; it would take a minute to be late.
    const database = await openDatabase(databaseUrl);
    await database.query(
      "UPDATE batch_job SET pre_processed_at = NULL, created_at = created_at - interval '5 minutes' WHERE id = $1",
      [batch_job.id],
    );
    await database.close();
    const { exitCode, stdout } = await run(["doctor"], { env: theirs });
    expect(stdout).toMatch(new RegExp(`^problem +jobs .*${batch_job.id}`, "m"));
    expect(stdout).toContain(`mbj cancel ${batch_job.id}`);
    expect(exitCode).toBe(1);
    await batchJobs.cancel(batch_job.id);
    const after = await run(["doctor"], { env: theirs });
    expect(after.stdout).not.toContain(batch_job.id);
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import Medusa from "medusa-batch-jobs";
import { afterEach, expect, test } from "vitest";

/** It leads a group of its own, as on a terminal, where Ctrl-C is for all of a group. */
let command: ChildProcess | undefined;
afterEach(() => {
  // Of one that ends by the signal there is no code.
  if (command?.exitCode === null && command.signalCode === null) ctrlC(command);
});

test("npm run dashboard -- --fake prints where the page is and who may log in, and Ctrl-C ends all of it", async () => {
  command = spawn("npm", ["run", "-s", "dashboard", "--", "--fake"], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [page, email, password] = await announced(command);
  expect((await fetch(page)).status).toBe(200);

  const baseUrl = await backendOf(page);
  const medusa = new Medusa({ baseUrl, maxRetries: 0 });
  await medusa.admin.auth.createSession({ email, password });
  const { batch_jobs } = await medusa.admin.batchJobs.list();
  const statuses = batch_jobs.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(
    new Set(["pre_processed", "completed", "failed", "canceled"] as const),
  );

  const ended = once(command, "close");
  ctrlC(command);
  await ended;
  await expect(fetch(page)).rejects.toThrow();
  await expect(fetch(baseUrl)).rejects.toThrow();
});

/** What its two lines say. */
async function announced({ stdout }: ChildProcess): Promise<[string, string, string]> {
  if (stdout === null) throw new Error("It has no output.");
  let text = "";
  for await (const line of createInterface(stdout)) {
    text += `${line}\n`;
    const [, page, email, password] =
      /^Open (\S+)\nand log in as (\S+) with the password (\S+)\n$/.exec(text) ?? [];
    if (page && email && password) return [page, email, password];
  }
  throw new Error(`It ended, and had said: ${text}`);
}

/** The page's development server puts the settings into the page's sources. */
async function backendOf(page: string): Promise<string> {
  const source = await (await fetch(`${page}/src/shop.ts`)).text();
  const [, url = ""] = /"VITE_MEDUSA_URL": "([^"]+)"/.exec(source) ?? [];
  return url;
}

function ctrlC({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, "SIGINT");
}

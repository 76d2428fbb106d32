import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, vi } from "vitest";
import { target } from "./shop.js";

const SCRIPT = target.kind === "real" ? "backend" : "fake";
const ARGS = target.profile === undefined ? [] : ["--", "--profile", target.profile];

/** Starts the server as its user does, in a terminal of its own, and waits for the line that it prints. */
async function started() {
  const npm = spawn("npm", ["run", SCRIPT, ...ARGS], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const { pid = Number.NaN } = npm;
  for await (const line of createInterface({ input: npm.stdout })) {
    if (!line.startsWith("{")) continue;
    onTestFinished(() => void signalAll(pid, "SIGKILL"));
    const { url }: { url: string } = JSON.parse(line);
    return { npm, pid, url };
  }
  throw new Error(`npm run ${SCRIPT} printed no URL.`);
}

const isServing = (url: string) =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Signals all processes of a terminal, of which npm is the first; `0`: none. Gives whether there are any. */
function signalAll(npm: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-npm, signal);
  } catch {
    return false;
  }
}

// `&`, then `kill $!`; and Ctrl-C, which every process of the terminal gets.
test.each<[string, NodeJS.Signals, 1 | -1]>([
  ["kill $!", "SIGTERM", 1],
  ["Ctrl-C", "SIGINT", -1],
])(
  `npm run ${SCRIPT} is ended by %s, and leaves nothing running`,
  async (_, signal, group) => {
    const { npm, pid, url } = await started();
    expect(await isServing(url)).toBe(true);
    const exit = once(npm, "exit");
    process.kill(group * pid, signal);
    await exit;
    await vi.waitUntil(() => !signalAll(pid, 0), { timeout: 20_000, interval: 50 });
    expect(await isServing(url)).toBe(false);
  },
  120_000,
);

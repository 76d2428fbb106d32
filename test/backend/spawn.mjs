import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { installBackend } from "./install.mjs";
import { ended } from "./processes.mjs";

const SERVER = fileURLToPath(new URL("./server.mjs", import.meta.url));

export async function startBackend({ log = console.error, ...options } = {}) {
  await installBackend({ profile: options.profile, log });
  const args = [SERVER];
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) args.push(`--${name}`, String(value));
  }
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const end = ended(child);
  createInterface({ input: child.stderr }).on("line", log);

  const { pid, ...backend } = await Promise.race([
    firstLine(child),
    failed(end, "before it was ready"),
  ]);
  const tell = (command) =>
    Promise.race([obeyed(child, command), failed(end, `before "${command}" was done`)]);
  return {
    ...backend,
    kill: (part = "medusa") => tell(`kill ${part}`),
    restart: (part = "medusa") => tell(`restart ${part}`),
    async stop() {
      child.kill();
      await end;
    },
  };
}

async function firstLine(child) {
  let text = "";
  child.stdout.setEncoding("utf8");
  while (!text.includes("\n")) text += (await once(child.stdout, "data"))[0];
  return JSON.parse(text);
}

async function obeyed(child, command) {
  // Without a callback, a message to a process that has ended is an error that nobody handles.
  child.send(command, () => {});
  for await (const [done] of on(child, "message")) if (done === command) return;
}

async function failed(end, when) {
  throw new Error(`The test backend ended ${when} ${(await end).how}`);
}

// Plays the scenario in a Cloudflare Worker: node workerd.mjs <executable> <compatibility flag, or an empty text> <project> <urls>
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const [executable, flag, project, urls] = process.argv.slice(2);
const COMPATIBILITY_DATE = "2026-11-01";

const CONFIG = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = [${flag && `"${flag}"`}],
);
`;

const folder = await mkdtemp(join(project, "workerd-"));
await writeFile(join(folder, "config.capnp"), CONFIG);
await build({
  entryPoints: [join(project, "worker.mjs")],
  outfile: join(folder, "worker.mjs"),
  bundle: true,
  format: "esm",
  // What wrangler bundles with.
  conditions: ["workerd", "worker", "browser"],
});

const workerd = spawn(executable, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
  stdio: ["ignore", process.stderr, process.stderr, "pipe"],
});
process.once("SIGTERM", () => process.exit(1));
process.once("exit", () => workerd.kill());
workerd.once("exit", (code) => process.exit(code ?? 0));
const [message] = await once(workerd.stdio[3], "data");
const { port } = JSON.parse(message);
const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: urls });
console.log(await response.text());
workerd.kill();

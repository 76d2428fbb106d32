import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { examplesIn } from "../packaging/examples/extract.js";

/** The certificate of localhost and 127.0.0.1, which is its own authority, and its key. */
export const CERTIFICATE = {
  cert: fileURLToPath(new URL("../fixtures/tls/cert.pem", import.meta.url)),
  key: fileURLToPath(new URL("../fixtures/tls/key.pem", import.meta.url)),
};

/** Debian's nginx-light will do. */
export const hasNginx = spawnSync("nginx", ["-v"]).status === 0;

export interface Nginx {
  port: number;
  stop(): Promise<void>;
}

/** Block `index` of docs/proxies.md, with the certificate that there is here. */
export function guideSite(index: number): string {
  const sites = examplesIn("docs/proxies.md").filter(
    ({ info: [language] }) => language === "nginx",
  );
  const site = sites[index];
  if (site === undefined) throw new Error(`docs/proxies.md has ${sites.length} blocks of nginx.`);
  return site.code
    .replace("/etc/ssl/shop.example.crt", CERTIFICATE.cert)
    .replace("/etc/ssl/shop.example.key", CERTIFICATE.key);
}

/** Starts an nginx whose `http` has this site, on a free port in place of 443. */
export async function startNginx(site: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "medusa-batch-jobs-nginx-"));
  // Of a master that is root, the workers are nobody, and keep large bodies here.
  chmodSync(folder, 0o711);
  try {
    const { port, nginx } = await startIn(folder, site);
    return { port, stop: () => stop(nginx, folder) };
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

async function startIn(
  folder: string,
  site: string,
): Promise<{ port: number; nginx: ChildProcess }> {
  const port = await freePort();
  const [file, log] = [join(folder, "nginx.conf"), join(folder, "log")];
  writeFileSync(
    file,
    configuration(folder, site.replace("listen 443", `listen 127.0.0.1:${port}`)),
  );
  const nginx = spawn("nginx", ["-p", folder, "-c", file, "-e", log], { stdio: "ignore" });
  while (nginx.exitCode === null) {
    // Written when it listens.
    if (existsSync(join(folder, "pid"))) return { port, nginx };
    await sleep(20);
  }
  const said = readFileSync(log, "utf8");
  if (!said.includes("Address already in use")) throw new Error(said);
  // Someone else took the free port first.
  rmSync(log);
  return startIn(folder, site);
}

async function stop(nginx: ChildProcess, folder: string): Promise<void> {
  if (nginx.exitCode === null) {
    nginx.kill("SIGQUIT");
    await once(nginx, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}

function configuration(folder: string, site: string): string {
  const buffers = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  return `daemon off; pid ${folder}/pid; events {}
http { access_log off; ${buffers.join(" ")}
${site} }`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  server.close();
  await once(server, "close");
  return address.port;
}

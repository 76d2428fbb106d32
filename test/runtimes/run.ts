/**
 * Plays one scenario with the packed package on every runtime that it promises: `npm run test:runtimes`, or on those
 * whose name holds a text: `npm run test:runtimes -- jsdom`.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeMedusa } from "../../src/testing/index.js";
import { serveFake } from "../support/serve-fake.js";
import { installPackage, installTools } from "./install.js";
import { type Runtime, runtimesFor } from "./runtimes.js";
import { hasFailed, printTable, type Row, type Step } from "./table.js";

/** Milliseconds that a runtime has for everything, its bundling and its exit included. */
const RUNTIME_TIMEOUT_MS = 180_000;

/** Milliseconds between two steps of a job. */
const TICK_MS = 20;

/** Pages read the files here, as where the file service of a shop is set up for its dashboard. */
const EVERY_ORIGIN = "/./";

const folder = await mkdtemp(join(tmpdir(), "medusa-batch-jobs-runtimes-"));
try {
  console.log("Installing the packed package and what it is tried on (1.4 GB, 60 s, once) …");
  await installTools().catch((error) => console.log(`SKIPPED what was not installed: ${error}`));
  const project = await installPackage(folder);
  const rows: Row[] = [];
  const wanted = process.argv[2] ?? "";
  for (const runtime of runtimesFor(project).filter(({ name }) => name.includes(wanted))) {
    console.log(runtime.missing ? `SKIPPED ${runtime.name}: ${runtime.missing}` : runtime.name);
    rows.push(await tryOut(runtime, project));
  }
  printTable(rows);
  const isProof = rows.some((row) => "steps" in row) && !rows.some(hasFailed);
  process.exitCode = isProof ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function tryOut(runtime: Runtime, project: string): Promise<Row> {
  const { name, missing, isBrowser } = runtime;
  if (missing) return { name, skipped: missing };
  const { fake, url, close } = await serveFake({ tick: TICK_MS, fileCors: EVERY_ORIGIN });
  const odd = await serveOdd(url);
  const closed = isBrowser ? await serveClosed() : undefined;
  // Nothing listens on port 2.
  const urls = { ...odd.urls, ...closed?.urls, baseUrl: url, nowhereUrl: "http://127.0.0.1:2" };
  try {
    const steps = await play(runtime, project, urls);
    return { name, steps: isBrowser ? [...steps, preflights(fake)] : steps };
  } catch (error) {
    return { name, broken: String(error) };
  } finally {
    odd.close();
    await closed?.close();
    await close();
  }
}

/** A server that redirects to another one, or never answers. */
async function serveOdd(target: string) {
  const server = createServer(({ method, url, headers }, response) => {
    if (!url?.startsWith("/redirect/")) return;
    response.setHeader("access-control-allow-origin", headers.origin ?? "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-allow-headers", "x-medusa-access-token");
    if (method === "OPTIONS") response.writeHead(204).end();
    else response.writeHead(302, { location: `${target}/admin/batch-jobs` }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const url = `http://127.0.0.1:${address.port}`;
  return {
    urls: { silentUrl: `${url}/silent`, redirectUrl: `${url}/redirect` },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A Medusa that does not allow the page's origin, and one whose files do not. */
async function serveClosed() {
  const closed = await serveFake({ tick: TICK_MS, adminCors: "http://nobody.example" });
  const closedFiles = await serveFake({ tick: TICK_MS });
  return {
    urls: { closedUrl: closed.url, closedFilesUrl: closedFiles.url },
    close: () => Promise.all([closed.close(), closedFiles.close()]),
  };
}

async function play({ command }: Runtime, cwd: string, urls: object): Promise<Step[]> {
  const [file, ...args] = [...command, JSON.stringify(urls)];
  const env = {
    ...process.env,
    NO_COLOR: "1",
    NO_PROXY: "127.0.0.1",
    DENO_DIR: join(cwd, ".deno"),
    DENO_NO_UPDATE_CHECK: "1",
  };
  const options = { cwd, env, timeout: RUNTIME_TIMEOUT_MS };
  const { error, stdout, stderr } = await new Promise<Outcome>((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
  });
  if (!stdout.startsWith("[")) throw new Error(`${error?.message}\n${stdout}${stderr}`);
  const exit = error?.killed ? `still running after ${RUNTIME_TIMEOUT_MS} ms` : error?.message;
  return [...JSON.parse(stdout), { name: "exit", error: exit }, { name: "quiet", error: stderr }];
}

interface Outcome {
  error: (Error & { killed?: boolean }) | null;
  stdout: string;
  stderr: string;
}

/** In a browser, a GET of who logged in by cookie is one request: no header of it asks for a preflight. */
function preflights({ requests }: FakeMedusa): Step {
  const name = "no preflight";
  const isBare = requests.some(
    ({ method, path, headers }) =>
      method === "GET" &&
      path.startsWith("/admin/batch-jobs") &&
      !headers.authorization &&
      !headers["x-medusa-access-token"],
  );
  if (!isBare) return { name, error: "no GET came with a cookie alone" };
  // Chromium remembers preflights: those of credentials in headers must not ask for more either.
  const others = requests
    .filter(({ headers }) => headers["access-control-request-method"] === "GET")
    .map(({ headers }) => headers["access-control-request-headers"] ?? "nothing")
    .filter((asked) => asked !== "authorization" && asked !== "x-medusa-access-token");
  return { name, error: others.map((asked) => `a preflight for ${asked}`).join(", ") };
}

import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "tsup";
import tsupConfig from "../tsup.config.js";
import type { Case, Speed } from "./speed-client.js";

const TURNS = Number(process.env.BENCH_TURNS ?? 15);
const IMPORTS = 10;

const CONTENDERS = [
  "this SDK",
  "this SDK on undici",
  "medusa-js",
  "bare axios",
  "bare undici",
] as const;

const CASES: Record<string, Case> = {
  "retrieve, 1 in flight": { call: "retrieve", times: 400, inFlight: 1 },
  "retrieve, 20 in flight": { call: "retrieve", times: 400, inFlight: 20 },
  "list, 1 in flight": { call: "list", times: 50, inFlight: 1 },
  "list, 20 in flight": { call: "list", times: 50, inFlight: 20 },
};

/** Who is held against whom, and the most CPU time that the first may take for each of the second's. */
const RATIOS: Record<string, number> = {
  "this SDK / bare axios": 1.1,
  "this SDK / medusa-js": 1,
  "this SDK on undici / medusa-js": 0.8,
  "this SDK on undici / bare undici": 2,
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PEERS = join(ROOT, "bench/peers");

const run = promisify(execFile);

/** What a call costs its process: this SDK, as it is built for its users, beside medusa-js and the bare clients. */
export async function benchSpeed(): Promise<void> {
  await installPeers();
  const folder = await buildSdk();
  const server = fork(fileURLToPath(new URL("speed-server.ts", import.meta.url)));
  try {
    console.log(`speed: Node ${process.version} on ${cpus().length} × ${cpus()[0]?.model}`);
    await compareImports(folder);
    const [url] = await once(server, "message");
    const clients = startClients(folder, String(url));
    try {
      // Ten thousand calls: when they are kept, they are compiled as well.
      await compareMemory(clients);
      await compareCalls(clients);
    } finally {
      for (const client of Object.values(clients)) client.disconnect();
    }
  } finally {
    server.disconnect();
    await rm(folder, { recursive: true });
  }
}

/** medusa-js without the backend that it names as its peer: 600 packages for its types. */
async function installPeers(): Promise<void> {
  if (existsSync(join(PEERS, "node_modules"))) return;
  await run("npm", ["ci", "--legacy-peer-deps", "--no-audit", "--no-fund"], { cwd: PEERS });
}

/** What users run, and not what tsx makes of the sources; in the package, whose dependencies it finds. */
async function buildSdk(): Promise<string> {
  // Ignored by git, as every dist is.
  const dist = join(ROOT, "bench/dist");
  await mkdir(dist, { recursive: true });
  const outDir = await mkdtemp(join(dist, "speed-"));
  const options = {
    outDir,
    config: false,
    format: "esm",
    dts: false,
    clean: false,
    silent: true,
  } as const;
  const [sdk] = [tsupConfig].flat();
  await build({ ...sdk, ...options });
  const entry = { client: "bench/speed-client.ts" };
  await build({ entry, skipNodeModulesBundle: true, ...options });
  return outDir;
}

/** The contenders' processes; each answers one task after the other. */
type Clients = Record<string, ChildProcess>;

function startClients(folder: string, url: string): Clients {
  const options = { cwd: ROOT, execArgv: ["--expose-gc"] };
  const start = (contender: string) => fork(join(folder, "client.js"), [contender, url], options);
  return Object.fromEntries(CONTENDERS.map((contender) => [contender, start(contender)]));
}

async function ask<T>(client: ChildProcess | undefined, task: Case | "keep"): Promise<T> {
  if (client === undefined) throw new Error("There is no such contender.");
  client.send(task);
  const [answer] = await once(client, "message");
  return answer;
}

async function compareMemory(clients: Clients): Promise<void> {
  const bytes: Record<string, number> = {};
  for (const contender of CONTENDERS) bytes[contender] = await ask(clients[contender], "keep");
  console.log("live heap of 10,000 kept results of retrieve (MB)");
  table(CONTENDERS, ["MB"], (who) => Number(((bytes[who] ?? Number.NaN) / 1e6).toFixed(1)));
}

async function compareCalls(clients: Clients): Promise<void> {
  for (const contender of CONTENDERS) {
    await ask(clients[contender], { call: "list", times: 500, inFlight: 20 });
  }
  const before = load();
  const turns: Record<string, Record<string, Speed>>[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await takeTurn(clients, turn));
  const samples = (contender: string, name: string, figure: keyof Speed) =>
    turns.map((speeds) => speeds[name]?.[contender]?.[figure] ?? Number.NaN);
  const cases = Object.keys(CASES);
  console.log(`medians of ${TURNS} turns; load average ${before} before, ${load()} after`);
  console.log("CPU time of the client for each call (µs)");
  table(CONTENDERS, cases, (who, name) => Math.round(median(samples(who, name, "cpu"))));
  console.log("calls per second");
  table(CONTENDERS, cases, (who, name) => Math.round(median(samples(who, name, "rate"))));
  console.log("CPU time, turn by turn beside another's");
  table(Object.keys(RATIOS), [...cases, "at most"], (pair, name) => {
    const [ours = "", theirs = ""] = pair.split(" / ");
    if (name === "at most") return RATIOS[pair] ?? Number.NaN;
    const base = samples(theirs, name, "cpu");
    const ratios = samples(ours, name, "cpu").map((cpu, turn) => cpu / (base[turn] ?? Number.NaN));
    return Number(median(ratios).toFixed(2));
  });
}

/** Short pieces, one contender after the other: what else the machine does meanwhile, it does to all of them. */
async function takeTurn(
  clients: Clients,
  turn: number,
): Promise<Record<string, Record<string, Speed>>> {
  const first = turn % CONTENDERS.length;
  const order = [...CONTENDERS.slice(first), ...CONTENDERS.slice(0, first)];
  const speeds: Record<string, Record<string, Speed>> = {};
  for (const [name, task] of Object.entries(CASES)) {
    const row: Record<string, Speed> = {};
    for (const contender of order) row[contender] = await ask(clients[contender], task);
    speeds[name] = row;
  }
  return speeds;
}

async function compareImports(folder: string): Promise<void> {
  const modules: Record<string, [name: string, cwd: string]> = {
    "this SDK": ["./index.js", folder],
    "this SDK's undici adapter alone": ["./undici/index.js", folder],
    "medusa-js": ["@medusajs/medusa-js", PEERS],
    axios: ["axios", ROOT],
  };
  const times: Record<string, number[]> = {};
  for (let turn = 0; turn < IMPORTS; turn += 1) {
    for (const [who, [name, cwd]] of Object.entries(modules)) {
      times[who] = [...(times[who] ?? []), await timeImport(name, cwd)];
    }
  }
  console.log(`first import in a new process, median of ${IMPORTS} (ms); load average ${load()}`);
  table(Object.keys(modules), ["ms"], (who) => Math.round(median(times[who] ?? [])));
}

async function timeImport(name: string, cwd: string): Promise<number> {
  const script = `const start = performance.now(); await import("${name}"); console.log(performance.now() - start)`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd });
  return Number(stdout);
}

function table(
  rows: readonly string[],
  columns: readonly string[],
  cell: (row: string, column: string) => number,
): void {
  const rowOf = (row: string) =>
    Object.fromEntries(columns.map((column) => [column, cell(row, column)]));
  console.table(Object.fromEntries(rows.map((row) => [row, rowOf(row)])));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of the last minute. */
function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { serveFake } from "../test/support/serve-fake.js";

const EMPTY = "node -e 0";
const TURNS = Number(process.env.BENCH_TURNS ?? 15);
const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "dist/cli/bin.js");
const IMPORT = [BIN, "import", join(ROOT, "demo/products.csv"), "--yes"];

/** Milliseconds until the first byte on stderr, and until the end. */
interface Times {
  firstWord: number;
  end: number;
}

/** How long the built command takes to start, beside a node that does nothing. */
export async function benchStart(): Promise<void> {
  if (!existsSync(BIN)) throw new Error("No dist: npm run build first.");
  const turns: Record<string, number>[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await takeTurn());
  const names = Object.keys(turns[0] ?? {});
  const medianOf = (of: (times: Record<string, number>) => number) =>
    Math.round(median(turns.map(of)));
  const rowOf = (name: string) => ({
    ms: medianOf((times) => times[name] ?? Number.NaN),
    "above an empty node": medianOf((times) => (times[name] ?? 0) - (times[EMPTY] ?? 0)),
  });
  console.log(`start: medians of ${TURNS} turns (ms)`);
  console.table(Object.fromEntries(names.map((name) => [name, rowOf(name)])));
}

/** One after the other: what else the machine does meanwhile, it does to all of them. */
async function takeTurn(): Promise<Record<string, number>> {
  // A shop of its own: the next import would find all products there.
  const { url, close } = await serveFake({ tick: 0 });
  const env = { PATH: process.env.PATH, MEDUSA_BACKEND_URL: url, ...login() };
  const empty = await time(["-e", "0"], env);
  const help = await time([BIN, "--help"], env);
  const version = await time([BIN, "--version"], env);
  const imported = await time(IMPORT, env);
  await close();
  return {
    [EMPTY]: empty.end,
    "--help": help.end,
    "--version": version.end,
    "import, first word": imported.firstWord,
    "import, whole": imported.end,
  };
}

async function time(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Times> {
  const start = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let firstWord = Number.NaN;
  child.stderr?.once("data", () => {
    firstWord = performance.now() - start;
  });
  child.stderr?.resume();
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}.`);
  return { firstWord, end: performance.now() - start };
}

function login() {
  const [user] = DEFAULT_USERS;
  return { MEDUSA_EMAIL: user?.email, MEDUSA_PASSWORD: user?.password };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

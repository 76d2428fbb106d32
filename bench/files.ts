import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Transfer } from "./files-client.js";

const FILE_MB = Number(process.env.BENCH_FILE_MB ?? 1024);
const MEGABYTE = 2 ** 20;

/** Moves a large file up and down, and down with a break at 60 %: time and memory, beside curl on the same server. */
export async function benchFiles(): Promise<void> {
  await withFile(FILE_MB, compare);
}

/** What each of these ways to read or to move a file takes. */
export async function moveFile(megabytes: number, ways: readonly string[]) {
  const rows: Record<string, ReturnType<typeof figures>> = {};
  await withFile(megabytes, async (url, path) => {
    for (const way of ways) rows[way] = figures(await move(way, url, path));
  });
  return rows;
}

/** @param use Gets the address of a server that takes and gives the file, and its path. */
async function withFile(
  megabytes: number,
  use: (url: string, path: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-files-"));
  const path = await makeFile(folder, megabytes);
  const server = fork(script("files-server.ts"), [path]);
  try {
    const [url] = await once(server, "message");
    await use(String(url), path);
  } finally {
    server.disconnect();
    await rm(folder, { recursive: true });
  }
}

/** A file without blocks on the disk: it is about memory, not about disks. */
async function makeFile(folder: string, megabytes: number): Promise<string> {
  const path = join(folder, "products.csv");
  const file = await open(path, "w");
  await file.truncate(megabytes * MEGABYTE);
  await file.close();
  return path;
}

async function compare(url: string, path: string): Promise<void> {
  const up = await timeCurl(["-F", `files=@${path}`, `${url}/admin/uploads`]);
  const down = await timeCurl(["-o", "/dev/null", `${url}/file`]);
  const curls = {
    "uploads.create": up,
    "upload by fetch": up,
    "exportFile().stream()": down,
    "exportFile().stream() that breaks": down,
    "download by fetch": down,
  };
  const rows: Record<string, object> = {};
  for (const [way, curl] of Object.entries(curls)) {
    const transfer = await move(way, url, path);
    const beside = Number((transfer.milliseconds / curl).toFixed(2));
    rows[way] = {
      ...figures(transfer),
      "sent again (kB)": Math.round(transfer.again / 1000),
      "curl (ms)": Math.round(curl),
      "time / curl": beside,
    };
  }
  console.log(`files: ${FILE_MB} MB from and to Node, beside Node's own fetch and curl`);
  console.table(rows);
}

/** In a process of its own, whose memory nothing else fills. */
async function move(way: string, url: string, path: string): Promise<Transfer> {
  const client = fork(script("files-client.ts"), [way, url, path]);
  const [transfer] = await once(client, "message");
  return transfer;
}

function figures({ bytes, milliseconds, cpu, growth }: Transfer) {
  return {
    "MB moved": Math.floor(bytes / MEGABYTE),
    "memory at its peak (MB above the start)": Math.round(growth / MEGABYTE),
    "CPU (ms)": Math.round(cpu),
    "time (ms)": Math.round(milliseconds),
  };
}

async function timeCurl(args: string[]): Promise<number> {
  const start = performance.now();
  await promisify(execFile)("curl", ["-sS", "--fail", ...args]);
  return performance.now() - start;
}

function script(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

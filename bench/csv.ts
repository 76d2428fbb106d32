import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type { Reading } from "./csv-client.js";

const FILE_MB = Number(process.env.BENCH_CSV_MB ?? 100);
const MEGABYTE = 2 ** 20;
const PROBLEMS = 10_000;

/** Checks a large file, offline: time and memory, beside papaparse and csv-parse alone; and one of many problems. */
export async function benchCsv(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-csv-"));
  try {
    const sound = join(folder, "sound.csv");
    const broken = join(folder, "broken.csv");
    const rows = await makeFile(sound, 0);
    await makeFile(broken, Math.floor(rows / PROBLEMS));
    const papaparse = await read("papaparse", sound);
    const readings = {
      papaparse,
      "csv-parse": await read("csv-parse", sound),
      readRows: await read("readRows", sound),
      checkImport: await read("checkImport", sound),
      [`checkImport: ${PROBLEMS} problems`]: await read("checkImport", broken),
    };
    const table = Object.entries(readings).map(([way, reading]) => [
      way,
      figures(reading, papaparse),
    ]);
    console.log(`csv: a file of ${FILE_MB} MB and ${rows} rows, read in Node`);
    console.table(Object.fromEntries(table));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Products of four variants, as a shop would import them.
 *
 * @param every How many rows have one price between them of which the server reads a part; 0: none has.
 * @returns How many rows there are.
 */
async function makeFile(path: string, every: number): Promise<number> {
  let rows = 0;
  function* chunks(): Generator<string> {
    yield "Product Handle;Product Title;Product Description;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Option 1 Name;Option 1 Value;Price EUR\n";
    for (let length = 0; length < FILE_MB * MEGABYTE; ) {
      let chunk = "";
      for (const end = rows + 1000; rows < end; rows += 1) chunk += rowOf(rows, every);
      length += chunk.length;
      yield chunk;
    }
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  return rows;
}

function rowOf(number: number, every: number): string {
  const product = number >> 2;
  const size = number & 3;
  const price = every > 0 && number % every === 0 ? "10,50" : `${number % 100}.50`;
  return `product-${product};Product ${product};A shirt of cotton, made well;published;Size ${size};SKU-${number};${number % 50};Size;S${size};${price}\n`;
}

/** In a process of its own, whose memory nothing else fills. */
async function read(way: string, path: string): Promise<Reading> {
  const client = fork(fileURLToPath(new URL("csv-client.ts", import.meta.url)), [way, path]);
  const [reading] = await once(client, "message");
  return reading;
}

function figures({ rows, problems, milliseconds, cpu, growth }: Reading, papaparse: Reading) {
  return {
    rows,
    problems,
    "time (ms)": Math.round(milliseconds),
    "CPU (ms)": Math.round(cpu),
    "CPU / papaparse": Number((cpu / papaparse.cpu).toFixed(2)),
    "memory at its peak (MB above the start)": Math.round(growth / MEGABYTE),
  };
}

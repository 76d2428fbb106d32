import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import Papa from "papaparse";
import { checkImport } from "../src/csv/index.js";
import { readRows } from "../src/csv/read/rows.js";

// Reads a file once, in a process of its own, whose memory nothing else fills:
// node --import tsx csv-client.ts WAY PATH

/** What reading a file took. */
export interface Reading {
  rows: number;
  /** How many were found, of all rows. */
  problems: number;
  milliseconds: number;
  /** Milliseconds that the processor was busy. */
  cpu: number;
  /** The most resident memory while it was read, in bytes above the start. */
  growth: number;
}

type Count = Pick<Reading, "rows" | "problems">;

/** Ways to read a file; each looks at the memory now and then. */
const WAYS: Record<string, (path: string, look: () => void) => Promise<Count>> = {
  async papaparse(path, look) {
    let rows = 0;
    await new Promise<unknown>((resolve, reject) => {
      Papa.parse(createReadStream(path), {
        header: true,
        dynamicTyping: true,
        chunk({ data }) {
          rows += data.length;
          look();
        },
        complete: resolve,
        error: reject,
      });
    });
    return { rows, problems: 0 };
  },
  async "csv-parse"(path, look) {
    let rows = 0;
    const parser = parse({ columns: true, cast: true, delimiter: ";" });
    for await (const _ of createReadStream(path).pipe(parser)) {
      rows += 1;
      if (rows % 1000 === 0) look();
    }
    return { rows, problems: 0 };
  },
  async readRows(path, look) {
    const { rows } = await readRows({ path }, { onProgress: look });
    return { rows, problems: 0 };
  },
  async checkImport(path, look) {
    const { rows, problems } = await checkImport({ path }, { onProgress: look });
    return { rows, problems: problems.reduce((sum, { count }) => sum + count, 0) };
  },
};

const [way = "", path = ""] = process.argv.slice(2);
const read = WAYS[way];
if (read === undefined) throw new Error(`There is no way "${way}" to read a file.`);
process.send?.(await measure((look) => read(path, look)));
process.disconnect?.();

async function measure(read: (look: () => void) => Promise<Count>): Promise<Reading> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const count = await read(look);
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ...count, milliseconds, cpu: (user + system) / 1_000, growth: peak - before };
}

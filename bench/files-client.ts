import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import Medusa from "medusa-batch-jobs";
import { fingerprintOf } from "../src/jobs/once/fingerprint.js";

// Moves a file once, in a process of its own, whose memory nothing else fills:
// node --import tsx files-client.ts WAY URL PATH

/** What moving a file took. */
export interface Transfer {
  bytes: number;
  milliseconds: number;
  /** Milliseconds that the processor was busy. */
  cpu: number;
  /** Bytes that the server sent more than once. */
  again: number;
  /** The most resident memory while it moved, in bytes above the start. */
  growth: number;
}

/** A way to move the file; says how many bytes have arrived. */
type Move = () => Promise<number>;

const SAMPLE_EVERY_MS = 10;

const [way = "", baseUrl = "", path = ""] = process.argv.slice(2);
const { batchJobs, uploads } = new Medusa({ baseUrl }).admin;

const WAYS: Record<string, () => Promise<Move>> = {
  async "uploads.create"() {
    const upload = async (file: Blob) => {
      const answer = await uploads.create(file, {}, { timeout: 0 });
      return Number(answer.uploads[0]?.key);
    };
    await upload(new Blob(["x"]));
    return async () => upload(await openAsBlob(path));
  },
  async "exportFile().stream()"() {
    const file = await batchJobs.exportFile({ interval: 10 });
    return () => count(file.stream());
  },
  async "exportFile().stream() that breaks"() {
    const file = await batchJobs.exportFile({ interval: 10 });
    file.url = `${baseUrl}/breaking-file`;
    return () => count(file.stream());
  },
  async "upload by fetch"() {
    const upload = async (file: Blob) => {
      const body = new FormData();
      body.append("files", file);
      const answer = await fetch(`${baseUrl}/admin/uploads`, { method: "POST", body });
      return Number((await answer.json()).uploads[0].key);
    };
    await upload(new Blob(["x"]));
    return async () => upload(await openAsBlob(path));
  },
  async "download by fetch"() {
    await fetch(baseUrl);
    return async () => count((await fetch(`${baseUrl}/file`)).body);
  },
  async fingerprint() {
    const read = async (content: Blob) => {
      await fingerprintOf({ type: "product-import", context: {}, content });
      return content.size;
    };
    await read(new Blob(["x"]));
    return async () => read(await openAsBlob(path));
  },
  async "fingerprint by node:crypto"() {
    const read = async (content: Blob) => {
      const hash = createHash("sha256");
      for await (const chunk of content.stream()) hash.update(chunk);
      hash.digest();
      return content.size;
    };
    await read(new Blob(["x"]));
    return async () => read(await openAsBlob(path));
  },
};

// The first call loads what all of them use: that is not the file's.
const move = await WAYS[way]?.();
if (move === undefined) throw new Error(`There is no way ${way}.`);
process.send?.(await measure(move));
process.disconnect();

async function count(chunks: AsyncIterable<Uint8Array> | null): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks ?? []) bytes += chunk.byteLength;
  return bytes;
}

async function sent(): Promise<number> {
  return Number(await (await fetch(`${baseUrl}/sent`)).text());
}

async function measure(move: Move): Promise<Transfer> {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  const bytes = await move();
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(sampling);
  const again = way.endsWith("breaks") ? (await sent()) - bytes : 0;
  return { bytes, again, milliseconds, cpu: (user + system) / 1_000, growth: peak - before };
}

import { Readable } from "node:stream";
import Papa from "papaparse";

/** Rows as the server reads them, by its own papaparse, that is piped into, of pieces of a length. */
export function readByServer<T>(
  bytes: Uint8Array,
  pieceBytes: number,
  options: { header: boolean },
): Promise<T[]> {
  return pipeByServer(Readable.from(cut(bytes, pieceBytes)), options);
}

/** The same, of the server's own stream. */
export async function pipeByServer<T>(file: Readable, options: { header: boolean }): Promise<T[]> {
  const rows: T[] = [];
  for await (const row of file.pipe(Papa.parse(Papa.NODE_STREAM_INPUT, options))) rows.push(row);
  return rows;
}

export function cut(bytes: Uint8Array, pieceBytes: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    pieces.push(Buffer.from(bytes.subarray(at, at + pieceBytes)));
  return pieces;
}

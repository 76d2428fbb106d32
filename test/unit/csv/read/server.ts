import { Readable } from "node:stream";
import Papa from "papaparse";

/** Rows as the server reads them: its own papaparse, piped into, piece by piece. */
export async function readByServer<T>(
  bytes: Uint8Array,
  pieceBytes: number,
  options: { header: boolean; dynamicTyping?: boolean },
): Promise<T[]> {
  const rows: T[] = [];
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, options);
  for await (const row of Readable.from(cut(bytes, pieceBytes)).pipe(parser)) rows.push(row);
  return rows;
}

export function cut(bytes: Uint8Array, pieceBytes: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    pieces.push(Buffer.from(bytes.subarray(at, at + pieceBytes)));
  return pieces;
}

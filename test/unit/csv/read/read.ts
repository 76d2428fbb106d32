import type { Row } from "../../../../src/csv/read/row.js";
import { RowReader } from "../../../../src/csv/read/row-reader.js";
import { cut } from "./server.js";

/** Everything that is read of a file; `rows` with the header. */
export function read(content: string | Uint8Array, pieceBytes = 2 ** 20) {
  const rows: Row[] = [];
  const reader = new RowReader({
    onHeader: (header) => rows.push(header),
    onRow: (row) => rows.push(row),
  });
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (const piece of cut(bytes, pieceBytes)) reader.push(piece);
  const file = reader.end();
  return { file, dialect: file.dialect, rows, cells: rows.map(({ cells }) => cells) };
}

import { PIECE_BYTES } from "../../../src/csv/read/pieces.js";
import type { Row } from "../../../src/csv/read/row.js";
import { RowReader } from "../../../src/csv/read/row-reader.js";
import type { Case } from "./corpus/case.js";
import { usualPrices } from "./corpus-shop.js";

/** All that variants of the corpus' shop have. */
const COLUMNS = ["Price EUR", "Price USD", "Price EU [EUR]"];

/**
 * A file as a Medusa before 1.19 is asked about it, which refuses every row of a product without a cell for a price: it
 * gets the prices that its variants have, which says nothing.
 */
export function withPrices(file: Case): Case {
  const { type, csv } = file;
  if (type !== "product-import" || typeof csv !== "string") return file;
  const { rows, delimiter, newline } = read(csv);
  const [header] = rows;
  if (!header || header.cells.length === 1 || header.cells.some(isPrice)) return file;
  const id = header.cells.indexOf("Variant Id");
  const lines = rows.map(({ cells, text }, index) => {
    // In a row that is too short, the cells would be other columns'.
    if (cells.length !== header.cells.length) return text;
    const end = text.endsWith(newline) ? text.length - newline.length : text.length;
    const prices = index === 0 ? COLUMNS : pricesOf(cells[id]);
    return [text.slice(0, end), ...prices].join(delimiter) + text.slice(end);
  });
  return { ...file, csv: lines.join("") };
}

function isPrice(name: string): boolean {
  return name.includes("Price");
}

function pricesOf(variantId: string | undefined): string[] {
  const prices = usualPrices(variantId ?? "");
  const amounts = COLUMNS.map((column) =>
    prices.find(({ currency_code, region_id }) =>
      region_id ? column.includes("EU [") : column === `Price ${currency_code.toUpperCase()}`,
    ),
  );
  return amounts.map((price) => (price ? String(price.amount / 100) : ""));
}

function read(csv: string) {
  const rows: Row[] = [];
  const take = (row: Row) => void rows.push(row);
  const reader = new RowReader({ onHeader: take, onRow: take });
  const bytes = Buffer.from(csv);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    reader.push(bytes.subarray(at, at + PIECE_BYTES));
  }
  const { dialect } = reader.end();
  return { rows, ...dialect };
}

import Papa from "papaparse";
import type { ImportFile } from "../../jobs/import-source.js";
import { columnsOf } from "../judge/header.js";
import { judgeDialect } from "../judge/kind.js";
import type { CheckedImport } from "../options.js";
import { keep, meantCells } from "../read/cells.js";
import type { Row } from "../read/row.js";
import { readRows } from "../read/rows.js";
import { typed } from "../read/typed.js";
import type { Column } from "../schema/column.js";
import { textOf, withoutQuotes } from "../schema/values.js";
import { serverOf } from "../server.js";
import { canBeThere } from "./api.js";

/** What a file names of a shop's, as it stands there and as it may be read or meant. */
export interface Names {
  productIds: Set<string>;
  handles: Set<string>;
  variantIds: Set<string>;
  skus: Set<string>;
  barcodes: Set<string>;
}

/** Reads the names in a file. */
export async function namesIn(
  file: ImportFile,
  type: CheckedImport,
  signal: AbortSignal | undefined,
): Promise<Names> {
  const server = serverOf(type);
  const names: Names = {
    productIds: new Set(),
    handles: new Set(),
    variantIds: new Set(),
    skus: new Set(),
    barcodes: new Set(),
  };
  let meant: unknown;
  let columns: { index: number; found: Set<string> }[] = [];
  await readRows(file, {
    signal,
    onHeader: (header, dialect) => {
      meant = judgeDialect(header, dialect, server.schema)?.details?.meant;
      columns = columnsOf(asMeant(header, meant), server).flatMap(({ index, column }) => {
        const found = column && namesOf(column, names);
        return found ? [{ index, found }] : [];
      });
    },
    onRow: (read) => {
      const row = asMeant(read, meant);
      for (const { index, found } of columns) addNames(found, row, index);
    },
  });
  return names;
}

/** A row by the delimiter that was meant, where the server guesses another one: it may be repaired. */
function asMeant(row: Row, delimiter: unknown): Row {
  if (typeof delimiter !== "string") return row;
  const [cells = []] = Papa.parse<string[]>(row.text, { delimiter }).data;
  return { ...row, cells, broken: undefined };
}

function namesOf({ kind, of, field }: Column, names: Names): Set<string> | undefined {
  if (kind === "handle") return names.handles;
  if (kind === "id") return of === "product" ? names.productIds : names.variantIds;
  if (field === "sku") return names.skus;
  return field === "barcode" ? names.barcodes : undefined;
}

function addNames(found: Set<string>, row: Row, index: number): void {
  const cell = row.cells[index] ?? "";
  add(found, cell);
  add(found, cell.trim());
  add(found, withoutQuotes(cell));
  add(found, textOf(typed(cell)) ?? "");
  if (row.broken) add(found, meantCells(row)[index] ?? "");
}

function add(found: Set<string>, name: string): void {
  if (!found.has(name) && canBeThere(name)) found.add(keep(name));
}

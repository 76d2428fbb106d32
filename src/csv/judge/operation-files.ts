import { PIECE_BYTES } from "../read/pieces.js";
import type { Operations } from "../report.js";
import type { RuleId } from "../rules/index.js";
import type { FileColumn } from "../schema/column.js";
import { withoutQuotes } from "../schema/values.js";
import type { Shop } from "../shop.js";
import { LineMeter } from "./line-meter.js";
import { LineTearer, type TornCell } from "./line-parts.js";
import { lineWriter, type WriteLine } from "./operation-line.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";

type Operation = Exclude<keyof Operations, "PRICE_LIST_PRICE_CREATE">;

/**
 * Judges what becomes of texts on their way through the server's own files: it writes the rows of each operation as
 * JSON, and reads that in pieces of 64 KiB, each decoded by itself. What a price list's file holds is ASCII: ids that
 * the server has found, and prices.
 */
export class OperationFilesJudge {
  readonly #write: WriteLine;
  readonly #meter: LineMeter;
  readonly #reporter: Reporter;
  readonly #files: Readonly<Record<Operation, OperationFile>> = {
    PRODUCT_CREATE: new OperationFile(),
    PRODUCT_UPDATE: new OperationFile(),
    VARIANT_CREATE: new OperationFile(),
    VARIANT_UPDATE: new OperationFile(),
  };

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop | undefined) {
    this.#write = lineWriter(columns, shop);
    this.#meter = new LineMeter(columns, shop, this.#write);
    this.#reporter = reporter;
  }

  judge(row: ProductRow): void {
    const length = this.#meter.measure(row.values, row.isFirst);
    for (const operation of operationsOf(row)) {
      const edges = this.#files[operation].add(length);
      if (edges.length > 0) this.#judgeTorn(row, operation, edges);
    }
  }

  #judgeTorn(row: ProductRow, operation: Operation, edges: readonly number[]): void {
    const tearer = new LineTearer(edges);
    this.#write(row.values, row.isFirst, tearer);
    for (const cell of tearer.torn) {
      const rule = ruleOf(cell, operation);
      if (rule) this.#reporter.cell(row, cell.index, { rule, becomes: storedOf(cell) });
    }
  }
}

/** How far the JSON of an operation's rows has come. */
class OperationFile {
  /** A bracket stands before the first row, and a comma before each other one. */
  #end = 0;

  /** Returns where the edges of pieces are in the next row, in bytes from its start. */
  add(length: number): readonly number[] {
    const start = this.#end + 1;
    this.#end = start + length;
    const edges: number[] = [];
    const first = Math.ceil(start / PIECE_BYTES) * PIECE_BYTES;
    for (let edge = first; edge < this.#end; edge += PIECE_BYTES) edges.push(edge - start);
    return edges;
  }
}

function operationsOf({ isFirst, productId, variantId }: ProductRow): Operation[] {
  const ofVariant = variantId === undefined ? "VARIANT_CREATE" : "VARIANT_UPDATE";
  if (!isFirst) return [ofVariant];
  return [productId === undefined ? "PRODUCT_CREATE" : "PRODUCT_UPDATE", ofVariant];
}

/** What comes of a torn text: each file has the whole row, and of most cells only one of the two is looked at. */
function ruleOf({ kind, of }: TornCell, operation: Operation): RuleId | undefined {
  const isOfProduct = operation === "PRODUCT_CREATE" || operation === "PRODUCT_UPDATE";
  switch (kind) {
    // A product that is called otherwise is not found by its variants.
    case "handle":
      return "torn-handle";
    case "collection":
    case "category":
      return isOfProduct ? "torn-handle" : undefined;
    case "optionName":
      return ruleOfOption(of, operation);
    case "text":
    case "thumbnail":
    case "type":
    case "tags":
    case "image":
    case "channel":
    case "optionValue":
      return isOfProduct === (of === "product") ? "torn-letter" : undefined;
    default:
      return undefined;
  }
}

/** @param of Whose it is: the product's option, or that of a variant's value. */
function ruleOfOption(of: "product" | "variant", operation: Operation): RuleId | undefined {
  if (of === "variant") return operation === "VARIANT_UPDATE" ? "torn-letter" : undefined;
  // New variants find the product's options by their names.
  return operation.endsWith("CREATE") ? "torn-handle" : undefined;
}

function storedOf({ kind, becomes }: TornCell): string | null {
  if (kind === "channel") return null;
  const isListed = ["tags", "image", "optionName", "optionValue"].includes(kind);
  return isListed ? becomes : withoutQuotes(becomes);
}

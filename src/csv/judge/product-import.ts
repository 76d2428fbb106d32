import type { Row } from "../read/row.js";
import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import { PRODUCT_IMPORT } from "../schema/product-import.js";
import { textOf } from "../schema/values.js";
import type { Server } from "../server.js";
import { CellsJudge } from "./cells-judge.js";
import { FirstRows } from "./first-rows.js";
import { Interner } from "./interner.js";
import type { ImportRules, Judge, Summary } from "./judge.js";
import { OperationFilesJudge } from "./operation-files.js";
import { OptionsJudge } from "./options.js";
import { type KeyColumns, keyColumnsOf, type ProductRow } from "./product-row.js";
import { ReferencesJudge } from "./references.js";
import type { Reporter } from "./reporter.js";
import { PricesJudge } from "./row-prices.js";
import { ShopIndex } from "./shop-index.js";
import { UniqueJudge } from "./unique.js";
import { valueAt, valuesOf } from "./values.js";

/**
 * Judges a `product-import`. The server reads all rows first; then it creates products, updates products, creates
 * variants, updates variants, each in the order of the file. As one failure undoes all, their order among each
 * other does not matter here.
 */
export class ProductImportJudge implements Judge {
  readonly #columns: readonly FileColumn[];
  readonly #server: Server;
  readonly #reporter: Reporter;
  readonly #handles = new Interner();
  readonly #at: KeyColumns;
  readonly #productCells: CellsJudge;
  readonly #variantCells: CellsJudge;
  readonly #firstRows: FirstRows;
  readonly #prices: PricesJudge;
  readonly #shop: ShopIndex | undefined;
  readonly #judges: readonly { judge(row: ProductRow): void }[];
  readonly #operations = {
    PRODUCT_CREATE: 0,
    PRODUCT_UPDATE: 0,
    VARIANT_CREATE: 0,
    VARIANT_UPDATE: 0,
  };

  constructor(columns: readonly FileColumn[], reporter: Reporter, { shop, server }: ImportRules) {
    this.#columns = columns;
    this.#server = server;
    this.#reporter = reporter;
    this.#at = keyColumnsOf(columns);
    this.#productCells = new CellsJudge("product", PRODUCT_IMPORT, columns, reporter);
    this.#variantCells = new CellsJudge("variant", PRODUCT_IMPORT, columns, reporter);
    this.#firstRows = new FirstRows(columns, reporter);
    this.#shop = shop && new ShopIndex(shop);
    this.#prices = new PricesJudge(columns, reporter, shop);
    this.#judges = [
      new UniqueJudge(columns, reporter, this.#shop),
      new OptionsJudge(columns, reporter, this.#shop),
      new ReferencesJudge(columns, reporter, shop),
      new OperationFilesJudge(columns, reporter, shop),
    ];
  }

  judge(row: Row): void {
    const read = this.#read(row);
    if (read === undefined) return;
    this.#count(read);
    if (read.isFirst) this.#productCells.judge(read, read.productId === undefined);
    else this.#firstRows.compare(read);
    if (read.isFirst) this.#firstRows.note(read);
    this.#variantCells.judge(read, read.variantId === undefined);
    for (const judge of this.#judges) judge.judge(read);
    const prices = this.#prices.judge(read);
    if (prices === undefined && this.#server.wantsPriceCells) {
      this.#reporter.row(row, { rule: "no-price-cell" });
    }
    const { variantId } = read;
    if (variantId !== undefined) {
      this.#prices.judgeUpdate(read, this.#shop?.variants.get(variantId));
    }
  }

  summary(): Summary {
    const { VARIANT_CREATE, VARIANT_UPDATE } = this.#operations;
    return {
      products: this.#handles.size,
      variants: VARIANT_CREATE + VARIANT_UPDATE,
      operations: this.#operations,
    };
  }

  /** A row without a handle is refused. */
  #read(row: Row): ProductRow | undefined {
    const values = valuesOf(row, this.#columns, this.#server.parser);
    const handle = valueAt(values, this.#at.handle);
    if (!handle) {
      this.#reporter.cell(row, this.#at.handle, { rule: "no-handle" });
      return undefined;
    }
    const name = textOf(handle) ?? "";
    const known = this.#handles.size;
    const product = this.#handles.numberOf(name);
    const { cells, line, text, broken, badQuote } = row;
    return {
      cells,
      line,
      text,
      broken,
      badQuote,
      values,
      product,
      handle: name,
      isFirst: product === known,
      productId: idOf(valueAt(values, this.#at.productId)),
      variantId: idOf(valueAt(values, this.#at.variantId)),
    };
  }

  #count({ isFirst, productId, variantId }: ProductRow): void {
    if (isFirst) this.#operations[productId === undefined ? "PRODUCT_CREATE" : "PRODUCT_UPDATE"]++;
    this.#operations[variantId === undefined ? "VARIANT_CREATE" : "VARIANT_UPDATE"]++;
  }
}

/** What is empty, 0 or false is no id. */
function idOf(value: Typed | undefined): string | undefined {
  return value ? (textOf(value) ?? undefined) : undefined;
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { FileJudge } from "../../../src/csv/judge/file.js";
import type { Row } from "../../../src/csv/read/row.js";
import { readRows } from "../../../src/csv/read/rows.js";
import type { Becomes } from "../../../src/csv/report.js";
import { target } from "../shop.js";
import { type Oracle, openOracle } from "./oracle.js";

import type { ProductRow } from "./rows.js";
import { tornFile } from "./torn-files.js";

/** How many files are asked about. */
const FILES = Number(process.env.CSV_TORN ?? 2);
const PER_FILE_MS = 120_000;

const { databaseUrl } = target;
const isNewest = [undefined, "default"].includes(target.profile);
const { apiToken } = target.admin;
let oracle: Oracle;

beforeAll(async () => {
  if (databaseUrl !== undefined && isNewest) {
    oracle = await openOracle({ ...target, databaseUrl, apiToken });
  }
});

afterAll(() => oracle?.close());

test
  .runIf(databaseUrl !== undefined && isNewest)
  .each(Array.from({ length: FILES }, (_, at) => at + 1))(
  `Medusa breaks the letters that are foretold, and no others: file %i (real and newest only)`,
  async (number) => {
    const csv = tornFile(number);
    const { verdict, torn, products } = await foretell(csv);
    const { outcome, errors, rows } = await oracle.ask({ type: "product-import", csv });
    const found = { number, bytes: Buffer.byteLength(csv), verdict, torn, outcome, errors };
    if (process.env.CSV_TORN) console.log(JSON.stringify(found));
    expect(outcome, JSON.stringify(found)).toBe(verdict === "refused" ? "failed" : "completed");
    if (outcome !== "completed") return;
    const stored = rows.products.filter(({ handle }) => products.has(handle ?? ""));
    expect(stored.map(textsOf)).toEqual(stored.map(({ handle }) => products.get(handle ?? "")));
    expect(stored).toHaveLength(products.size);
  },
  PER_FILE_MS,
);

/** The texts of a product that a file can set, and of its variants. */
interface Texts {
  columns: unknown[];
  type: string | null;
  tags: string[];
  images: string[];
  options: (string | null)[];
  variants: string[];
}

const PRODUCT_TEXTS = ["title", "subtitle", "description", "material"];

function textsOf(product: ProductRow): Texts {
  return {
    columns: PRODUCT_TEXTS.map((column) => product[column]),
    type: product.type,
    tags: [...product.tags].sort(),
    images: [...product.images].sort(),
    options: [...product.options].sort(),
    variants: product.variants
      // Of the product that is updated, one variant is in no file.
      .filter(({ sku }) => sku !== "CUP-BLACK")
      .map(({ sku, title, barcode, material, options }) =>
        [sku, title, barcode, material, ...options].join("|"),
      )
      .sort(),
  };
}

/** What the check says that the database will hold. */
async function foretell(csv: string) {
  const becomes = new Map<string, Becomes | undefined>();
  const torn: Record<string, number> = {};
  const judge = new FileJudge({ shop: oracle.shop }, ({ rule, ...finding }, row, index) => {
    const isTorn = rule === "torn-letter" || rule === "torn-handle";
    if (isTorn) {
      const name = `${rule}: ${finding.columnName}`;
      torn[name] = (torn[name] ?? 0) + 1;
    }
    // What the others say of a cell, the torn one begins with.
    const key = `${row.line} ${index}`;
    if (isTorn || finding.becomes !== undefined) becomes.set(key, finding.becomes);
  });
  const rows: Row[] = [];
  let names: readonly string[] = [];
  const read = await readRows(new Blob([csv]), {
    onHeader(header, dialect) {
      names = header.cells;
      judge.header(header, dialect);
    },
    onRow(row) {
      rows.push(row);
      judge.row(row);
    },
  });
  const products = new Map<string, Texts>();
  for (const row of rows) {
    const cell = (name: string): string | null => {
      const index = names.indexOf(name);
      const text = row.cells[index] ?? "";
      const key = `${row.line} ${index}`;
      const stored = becomes.has(key) ? becomes.get(key) : text;
      return text === "" || stored === null ? null : String(stored);
    };
    const handle = row.cells[names.indexOf("Product Handle")] ?? "";
    const isUpdate = cell("Product Id") !== null;
    const product: Texts = products.get(handle) ?? {
      columns: ["Title", "Subtitle", "Description", "Material"].map((each) =>
        cell(`Product ${each}`),
      ),
      type: cell("Product Type"),
      tags: [...new Set(cell("Product Tags")?.split(","))].sort(),
      images: ["Image 1 Url", "Image 2 Url"].flatMap((name) => cell(name) ?? []).sort(),
      options: [cell("Option 1 Name")],
      variants: [],
    };
    const variant = ["SKU", "Title", "Barcode", "Material"].map((each) => cell(`Variant ${each}`));
    const option = isUpdate ? "Colour" : product.options[0];
    product.variants.push([...variant, `${option}: ${cell("Option 1 Value")}`].join("|"));
    product.variants.sort();
    products.set(handle, product);
  }
  return { verdict: judge.report(read).verdict, torn, products };
}

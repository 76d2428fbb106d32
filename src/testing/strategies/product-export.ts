import type { BatchJob } from "../../types/batch-job.js";
import { formatLine } from "../csv.js";
import type { FakeProduct, FakeShop } from "../shop.js";
import {
  announcedCount,
  exportedRows,
  filtersOf,
  listConfigOf,
  prepareExport,
  progressOf,
} from "./export-context.js";
import { productTable } from "./product-table.js";
import { selected, selectProducts } from "./select-products.js";
import type { BatchJobStrategy } from "./strategy.js";

/** What the server reads beside the product itself. */
const RELATIONS =
  "variants,variants.prices,variants.options,profiles,images,options,options.values,tags,type,collection,sales_channels,variants.prices.region".split(
    ",",
  );

/** `product-export`: one row a variant. */
export const productExport: BatchJobStrategy = {
  type: "product-export",
  prepare: (context) => prepareExport(context, { relations: RELATIONS }),
  preProcess(job, shop) {
    assertRelations(job);
    const found = selectProducts(job, shop);
    const message = `There will be ${announcedCount(job, found.length)} products exported by this action`;
    // What counts the rows takes "q" out of the filters, and so it is gone when they are written: all of them.
    const { q: _, ...filterable_fields } = filtersOf(job);
    const filters = job.context?.filterable_fields === undefined ? {} : { filterable_fields };
    return {
      context: {
        ...filters,
        shape: shapeOf(exportedRows(job, found), listConfigOf(job).relations),
      },
      result: {
        stat_descriptors: [
          { key: "product-export-count", name: "Product count to export", message },
        ],
      },
    };
  },
  process(job, shop, at) {
    const found = selectProducts(job, shop);
    const products = exportedRows(job, found);
    if (products.length > 0) assertReadable(job);
    return {
      result: {
        ...writeFile(selected(products, listConfigOf(job).select), shop, at),
        ...progressOf(products.length, announcedCount(job, found.length)),
      },
    };
  },
};

function writeFile(products: FakeProduct[], { files }: FakeShop, at: number) {
  const csv = productTable(products).map(formatLine).join("");
  const file_key = files.add(`exports/products/product-export-${at}.csv`, csv, at);
  return { file_key, file_size: files.get(file_key)?.bytes.byteLength };
}

// Only what is read is seen.
function shapeOf(products: FakeProduct[], relations: readonly string[]) {
  const read = <T>(relation: string, values: readonly T[]) =>
    relations.includes(relation) ? values : [];
  const longest = (field: "images" | "options" | "sales_channels") =>
    Math.max(0, ...products.map((product) => read<unknown>(field, product[field]).length));
  const variants = products.flatMap((product) => product.variants);
  const prices = read("variants.prices", variants).flatMap((variant) => variant.prices);
  const currencies = [...new Set(prices.map((price) => price.currency_code))];
  return {
    prices: currencies.map((currency_code) => ({ region: null, currency_code })),
    dynamicImageColumnCount: longest("images"),
    dynamicOptionColumnCount: longest("options"),
    dynamicSalesChannelsColumnCount: longest("sales_channels"),
    dynamicProductCategoriesColumnCount: 0,
  };
}

function assertRelations(job: BatchJob): void {
  const unknown = listConfigOf(job).relations.find((relation) => !RELATIONS.includes(relation));
  if (unknown) throw new Error(`Relation with property path ${unknown} in entity was not found.`);
}

// An `expand` of the client replaces the relations; the row writer then trips over those that are missing.
function assertReadable(job: BatchJob): void {
  if (listConfigOf(job).relations.includes("tags")) return;
  throw Object.assign(new Error("Cannot read properties of undefined (reading 'map')"), {
    code: "unknown",
  });
}

import { invalidArgument, show } from "../../errors.js";
import { judgePrice } from "../judge/prices.js";
import type { CheckedImport } from "../options.js";
import { typed } from "../read/typed.js";
import { isIgnored, resolveColumn, type Schema } from "../schema/column.js";
import { priceColumn } from "../schema/price-column.js";
import { PRICE_LIST_IMPORT } from "../schema/price-list-import.js";
import { PRODUCT_IMPORT } from "../schema/product-import.js";
import { DEFAULT_OPTIONS, exampleCells, optionValues, SKUS } from "./examples.js";
import type { TemplateOptions } from "./options.js";

/** A column of a template. */
export interface TemplateColumn {
  name: string;
  /** What the rows have in it; nothing, where there are no more. */
  cells: readonly string[];
}

/** The columns of a template, in the server's order. */
export function templateColumns(
  type: CheckedImport,
  options: TemplateOptions,
): readonly TemplateColumn[] {
  if (type === "product-import") return productColumns(options);
  const prices = priceColumns(PRICE_LIST_IMPORT, options, SKUS.length);
  if (prices.length > 0) {
    return [{ name: "Product Variant ID", cells: [] }, { name: "SKU", cells: SKUS }, ...prices];
  }
  throw invalidArgument("A price list has prices: give currencies or regions, or neither of them.");
}

function productColumns(given: TemplateOptions): TemplateColumn[] {
  const { options = DEFAULT_OPTIONS, images = 1, salesChannels = [], categories = [] } = given;
  const values = options.map(optionValues);
  // Without options, a product can have one variant only.
  const rows = options.length === 0 ? 1 : 2;
  const fixed = PRODUCT_IMPORT.filter(
    (column) => !isIgnored(column) && !/\b(?:N|XXX)\b/.test(column.name),
  );
  return [
    ...fixed.map((column) => ({
      name: column.name,
      cells: exampleCells(column, values).slice(0, rows),
    })),
    ...options.flatMap((name, at) => [
      { name: `Option ${at + 1} Name`, cells: [name, name] },
      { name: `Option ${at + 1} Value`, cells: values[at] ?? [] },
    ]),
    ...priceColumns(PRODUCT_IMPORT, given, rows),
    ...Array.from({ length: images }, (_, at) => ({
      name: `Image ${at + 1} Url`,
      cells: [`https://example.com/mug-${at + 1}.png`],
    })),
    ...namesOf(salesChannels, "name").map((name, at) => ({
      name: `Sales Channel ${at + 1} Name`,
      cells: [name],
    })),
    ...namesOf(categories, "handle").map((handle, at) => ({
      name: `Product Category ${at + 1} Handle`,
      cells: [handle],
    })),
  ];
}

/** Each once: the server fails where a product is to be put twice into one. */
function namesOf<K extends string>(of: readonly Record<K, string>[], field: K): string[] {
  return [...new Set(of.map((each) => each[field]))];
}

function priceColumns(schema: Schema, options: TemplateOptions, rows: number): TemplateColumn[] {
  const { regions = [] } = options;
  const { currencies = regions.length > 0 ? [] : ["eur"] } = options;
  const codes = [...new Set(currencies.map((code) => code.toUpperCase()))];
  const different = regions.filter(
    ({ name }, at) => regions.findIndex((region) => region.name === name) === at,
  );
  return [
    ...different.map(({ name, currency_code }) => ({
      name: regionColumn(name, currency_code, schema),
      cells: pricesIn(currency_code, rows),
    })),
    ...codes.map((code) => ({ name: `Price ${code}`, cells: pricesIn(code, rows) })),
  ];
}

/** The name of a region can be such that the server takes its column for another. */
function regionColumn(region: string, currency: string, schema: Schema): string {
  const name = `Price ${region} [${currency.toUpperCase()}]`;
  if (priceColumn(name, resolveColumn(name, schema)?.kind)?.region === region) return name;
  throw invalidArgument(`Medusa can read no column for the prices of a region ${show(region)}.`);
}

/** Some currencies have no cents. */
function pricesIn(currency: string, rows: number): string[] {
  const price = "10.50";
  const isRead = judgePrice(price, typed(price), currency.toLowerCase()) === undefined;
  return Array<string>(rows).fill(isRead ? price : "1050");
}

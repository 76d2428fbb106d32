import {
  type Check,
  type Checks,
  checkOptions,
  oneOf,
  takes,
  wholeNumber,
} from "../../http/checks.js";
import { isRecord } from "../../http/kinds.js";
import type { CheckedImport } from "../options.js";
import { typed } from "../read/typed.js";
import { CURRENCIES } from "../schema/currencies.js";

/** What a template has columns for, and how it is written. */
export interface TemplateOptions {
  /** The names of a product's options. Default: `["Colour"]`. */
  options?: readonly string[] | undefined;
  /** How many images a product can have. Default: 1. */
  images?: number | undefined;
  /** The codes of the currencies that there are prices in. Default: `["eur"]`; none, where there are regions. */
  currencies?: readonly string[] | undefined;
  /** The regions that have prices of their own, as a `Shop` has them; those of one name share a column. */
  regions?: readonly { name: string; currency_code: string }[] | undefined;
  /** The sales channels that a product is in, as a `Shop` has them. Default: none. */
  salesChannels?: readonly { name: string }[] | undefined;
  /** The categories that a product is in, as a `Shop` has them. Default: none. */
  categories?: readonly { handle: string }[] | undefined;
  /** What separates cells. Default: `;`, as in Medusa's exports, or another one that Medusa guesses right. */
  delimiter?: (typeof DELIMITERS)[number] | undefined;
  /** Whether there are rows to begin with. Default: true. */
  example?: boolean | undefined;
}

/** What can separate cells, the first one first. */
export const DELIMITERS = [";", ",", "\t", "|"] as const;

/** @throws MedusaInvalidRequestError */
export function checkTemplateOptions(type: CheckedImport, options: TemplateOptions): void {
  checkType("The type of a template", type);
  const checks = type === "price-list-import" ? PRICE_LIST_CHECKS : PRODUCT_CHECKS;
  checkOptions(`The options of a ${type} template`, options, checks);
}

const checkType = oneOf("product-import", "price-list-import");

const PRICE_LIST_CHECKS: Checks<
  Pick<TemplateOptions, "currencies" | "regions" | "delimiter" | "example">
> = {
  currencies: listOf("codes of currencies that Medusa knows, as eur", isCurrency),
  regions: listOf("regions, each { name, currency_code }", isRegion),
  delimiter: oneOf(...DELIMITERS),
  example: takes("true or false", (value) => typeof value === "boolean"),
};

const PRODUCT_CHECKS: Checks<TemplateOptions> = {
  ...PRICE_LIST_CHECKS,
  options: listOf("different names, none of which Medusa takes for a number", isName, true),
  images: wholeNumber(0),
  salesChannels: listOf("sales channels, each { name }", hasReference("name")),
  categories: listOf("categories, each { handle }", hasReference("handle")),
};

function listOf(what: string, fits: (value: unknown) => boolean, areDifferent = false): Check {
  return takes(
    `an array of ${what}`,
    (value) =>
      Array.isArray(value) &&
      value.every(fits) &&
      (!areDifferent || new Set(value).size === value.length),
  );
}

function isCurrency(value: unknown): boolean {
  return typeof value === "string" && CURRENCIES.includes(value.toLowerCase());
}

function isRegion(value: unknown): boolean {
  if (!isRecord(value) || typeof value.name !== "string" || value.name === "") return false;
  return typeof value.currency_code === "string" && /^[a-z]{3}$/i.test(value.currency_code);
}

/** A number is never equal to what the database has as text. */
function isName(value: unknown): boolean {
  return typeof value === "string" && typed(value) === value && !value.includes("\0");
}

/** What is looked up by its text, also where that is a number. */
function hasReference(field: string): (value: unknown) => boolean {
  return (value) => {
    const text = isRecord(value) ? value[field] : undefined;
    return isName(text) || (typeof text === "string" && isNumber(text));
  };
}

/** A 0 is taken for nothing. */
function isNumber(text: string): boolean {
  const value = typed(text);
  return typeof value === "number" && value !== 0 && String(value) === text;
}

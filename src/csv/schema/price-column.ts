import type { Column, ColumnKind } from "./column.js";

const REGION_PRICE = /Price (.*) \[([A-Z]{3})\]/;

/** What a column of prices is for, by its name. */
export interface PriceColumn {
  /** The name of a region, for its prices. */
  region?: string | undefined;
  /** In lower case, as the server looks for it. Of a region, what stands in brackets: the server does not look at it. */
  currency: string;
}

/** The columns of prices, which both imports know, in the server's order. */
export function priceColumns(example: string): [Column, Column] {
  const column = { of: "variant", field: "prices", example } as const;
  return [
    {
      ...column,
      name: "Price REGION [XXX]",
      kind: "regionPrice",
      match: REGION_PRICE,
      about: "The price in a region, in major units: 10.50.",
    },
    {
      ...column,
      name: "Price XXX",
      kind: "currencyPrice",
      match: /Price [A-Z]{3}/,
      about: "The price in a currency, in major units: 10.50.",
    },
  ];
}

/** What a column's prices are for; `undefined` if it has none. */
export function priceColumn(name: string, kind: ColumnKind | undefined): PriceColumn | undefined {
  if (kind === "regionPrice") {
    const [, region = "", code = ""] = REGION_PRICE.exec(name.trim()) ?? [];
    return { region, currency: code.toLowerCase() };
  }
  if (kind !== "currencyPrice") return undefined;
  // The server takes the second word, whatever the first one is.
  return { currency: name.trim().split(" ")[1]?.toLowerCase() ?? "" };
}

/**
 * The currency whose price without a region stays when a variant is given these prices, if there is one. All others
 * are deleted: a currency's code is compared in capitals with those of the database.
 */
export function currencyLeft(given: readonly PriceColumn[]): string | undefined {
  const [currency, another] = new Set(given.map((price) => price.currency));
  const areRegional = given.every(({ region }) => region !== undefined);
  return areRegional && another === undefined ? currency : undefined;
}

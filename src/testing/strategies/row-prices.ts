import { toSmallestUnit } from "../../csv/schema/money.js";
import type { CsvRow } from "../csv.js";
import type { FakePrice, FakeShop } from "../shop.js";
import { CURRENCY_PRICE, REGION_PRICE } from "./product-columns.js";

/**
 * The prices of a row.
 *
 * @throws {Error} for a region that the shop does not have
 */
export function pricesOf(row: CsvRow, shop: FakeShop): FakePrice[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (value === null) return [];
    const region = REGION_PRICE.exec(column)?.[1];
    const currency =
      region === undefined ? CURRENCY_PRICE.exec(column)?.[1] : currencyOf(region, shop);
    return currency === undefined
      ? []
      : [price(Number.parseFloat(String(value)), currency, region)];
  });
}

function currencyOf(region: string, { regions }: FakeShop): string {
  const currency = regions.get(region);
  if (currency === undefined) {
    throw new Error(`Trying to set a price for a region ${region} that doesn't exist`);
  }
  return currency;
}

function price(amount: number, currency: string, region: string | undefined): FakePrice {
  return {
    currency_code: currency.toLowerCase(),
    amount: toSmallestUnit(amount, currency),
    ...(region !== undefined && { region }),
  };
}

import { CURRENCIES } from "../../csv/schema/currencies.js";
import { toSmallestUnit } from "../../csv/schema/money.js";
import { currencyLeft, type PriceColumn, priceColumn } from "../../csv/schema/price-column.js";
import type { FakePrice, FakeShop } from "../shop.js";
import { emptyField, toInteger } from "./database.js";
import type { ReadCell } from "./import-file.js";

/** A price as a row has it. */
export interface RowPrice extends PriceColumn {
  /** `null` is what JSON makes of `NaN`. */
  amount: number | null;
}

/** The price of a cell, in major units, for what its column says. */
export function rowPrice({ name, column, value }: ReadCell): RowPrice {
  const { region, currency = "" } = priceColumn(name, column.kind) ?? {};
  return { region, currency, amount: Number.parseFloat(String(value)) };
}

/**
 * The price in the smallest unit of its currency; a region's is in the region's own.
 *
 * @throws {Error} for a region that the shop does not have
 */
export function inSmallestUnit(price: RowPrice, { regions }: FakeShop): RowPrice {
  const { region, amount } = price;
  const currency = region === undefined ? price.currency : regions.get(region)?.toLowerCase();
  if (currency === undefined) {
    throw new Error(`Trying to set a price for a region ${region} that doesn't exist`);
  }
  return { region, currency, amount: toSmallestUnit(Number(amount), currency) };
}

/**
 * Prices as the database takes them.
 *
 * @throws {Error} with its words about what it does not take
 */
export function storedPrices(prices: readonly RowPrice[]): FakePrice[] {
  const stored = prices.map(({ region, currency, amount }) => {
    const price = { currency_code: currency, amount: toInteger(amount) };
    return region === undefined ? price : { ...price, region };
  });
  const isKnown = ({ currency_code }: { currency_code: string }) =>
    CURRENCIES.includes(currency_code);
  return stored.map((price) => {
    const { amount } = price;
    if (amount === null) throw emptyField("amount", "money_amount");
    if (isKnown(price)) return { ...price, amount };
    throw new Error(
      'insert or update on table "money_amount" violates foreign key constraint "FK_e15811f81339e4bd8c440aebe1c"',
    );
  });
}

/** The prices that a variant has when it is given some. */
export function replacedPrices(old: readonly FakePrice[], given: readonly RowPrice[]): FakePrice[] {
  const left = currencyLeft(given);
  const kept = old.filter(
    ({ region, currency_code }) => region === undefined && currency_code === left,
  );
  return [...kept, ...storedPrices(given)];
}

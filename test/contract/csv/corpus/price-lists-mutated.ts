import fc from "fast-check";
import type { Case } from "./case.js";

const SEED = 20_240_501;
const EACH = 3;

/** A price list that says what it means, in parts that can be broken one at a time. */
interface PriceList {
  headers: string[];
  rows: string[][];
  delimiter: string;
  lineEnd: string;
  hasLastLineEnd: boolean;
}

const VARIANTS = [
  ["variant_cup_white", "CUP-WHITE"],
  ["variant_cup_black", "CUP-BLACK"],
  ["variant_press_350", "PRESS-350"],
  ["variant_press_1000", "PRESS-1000"],
  ["variant_shirt_s", "SHIRT-S"],
  ["variant_shirt_m", "SHIRT-M"],
] as const;

const PRICES = [
  "Price EUR",
  "Price USD",
  "Price EU [EUR]",
  "Price US [USD]",
  "Price North America [USD]",
];

const cents = fc.integer({ min: 1, max: 999_999 }).map((amount) => (amount / 100).toFixed(2));
const prices = fc.subarray(PRICES, { minLength: 1 });
const variants = fc.shuffledSubarray([...VARIANTS], { minLength: 2 });

/** Three columns at least, for the delimiter is guessed. */
const priceList: fc.Arbitrary<PriceList> = fc.tuple(prices, variants).chain(([columns, found]) =>
  fc.record({
    headers: fc.constant(["Product Variant ID", "SKU", ...columns]),
    rows: fc.tuple(...found.map(([id, sku]) => row(id, sku, columns.length))),
    delimiter: fc.constantFrom(";", ",", "\t"),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    hasLastLineEnd: fc.boolean(),
  }),
);

function row(id: string, sku: string, count: number): fc.Arbitrary<string[]> {
  const name = fc.constantFrom([id, sku], [id, ""], ["", sku]);
  const amounts = fc.array(cents, { minLength: count, maxLength: count });
  return fc.tuple(name, amounts).map(([cells, amount]) => [...cells, ...amount]);
}

type Mutation = (list: PriceList) => PriceList;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "as it is": (list) => list,
  "a price less": inLastRow((cells) => [...cells.slice(0, 2), "", ...cells.slice(3)]),
  "a price of text": inLastRow((cells) => [...cells.slice(0, 2), "soon", ...cells.slice(3)]),
  "a decimal comma": inLastRow((cells) => [...cells.slice(0, 2), '"10,50"', ...cells.slice(3)]),
  "a thousand times the thousands": inLastRow((cells) => [
    ...cells.slice(0, 2),
    "99999999999",
    ...cells.slice(3),
  ]),
  "a negative price": inLastRow((cells) => [...cells.slice(0, 2), "-1", ...cells.slice(3)]),
  "four decimals": inLastRow((cells) => [...cells.slice(0, 2), "1.0049", ...cells.slice(3)]),
  "an unknown variant": inLastRow((cells) => ["", "NOPE-1", ...cells.slice(2)]),
  "no variant": inLastRow((cells) => ["", "", ...cells.slice(2)]),
  "a blank after the names": inLastRow(([id, sku, ...rest]) => [`${id} `, `${sku} `, ...rest]),
  "a cell too many": inLastRow((cells) => [...cells, "1"]),
  "a cell less": inLastRow((cells) => cells.slice(0, -1)),
  "a row twice": (list) => ({ ...list, rows: [...list.rows, ...list.rows.slice(0, 1)] }),
  "a blank line in between": (list) => ({
    ...list,
    rows: [...list.rows.slice(0, 1), [""], ...list.rows.slice(1)],
  }),
  "a row of empty cells": (list) => ({ ...list, rows: [...list.rows, list.headers.map(() => "")] }),
  "a column more": withHeader((headers) => [...headers, "Remark"]),
  "a header in lower case": withHeader((headers) =>
    headers.with(-1, headers.at(-1)?.toLowerCase() ?? ""),
  ),
  "an unknown currency": withHeader((headers) => headers.with(-1, "Price EEE")),
  "an unknown region": withHeader((headers) => headers.with(-1, "Price Atlantis [EUR]")),
  "a header twice": withHeader((headers) => headers.with(-1, headers[2] ?? "")),
  "an empty header": withHeader((headers) => headers.with(-1, "")),
};

function inLastRow(change: (cells: string[]) => string[]): Mutation {
  return (list) => ({ ...list, rows: list.rows.with(-1, change(list.rows.at(-1) ?? [])) });
}

function withHeader(change: (headers: string[]) => string[]): Mutation {
  return (list) => ({ ...list, headers: change(list.headers) });
}

/** Valid price lists, and the same with one thing wrong. */
export const cases: Case[] = Object.entries(MUTATIONS).flatMap(([what, mutate], index) =>
  fc.sample(priceList, { seed: SEED + index, numRuns: EACH }).map((list, number) => ({
    name: `${what}, ${number + 1}`,
    type: "price-list-import",
    csv: write(mutate(list)),
  })),
);

function write({ headers, rows, delimiter, lineEnd, hasLastLineEnd }: PriceList): string {
  const lines = [headers, ...rows].map((cells) => cells.join(delimiter));
  return lines.join(lineEnd) + (hasLastLineEnd ? lineEnd : "");
}

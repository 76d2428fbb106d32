const ZERO_DECIMALS = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
);

/** An amount of a CSV in the currency's smallest unit. */
export function toSmallestUnit(amount: number, currency: string): number {
  return Math.round(amount * factor(currency));
}

/** An amount as CSVs have it. */
export function fromSmallestUnit(amount: number, currency: string): number {
  return amount / factor(currency);
}

function factor(currency: string): number {
  return ZERO_DECIMALS.has(currency.toLowerCase()) ? 1 : 100;
}

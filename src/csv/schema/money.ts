const ZERO_DECIMALS = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
);

/** An amount of a file in the currency's smallest unit, rounded as the server does. */
export function toSmallestUnit(amount: number, currency: string): number {
  return Math.round(amount * factor(currency));
}

/** An amount as files have it. */
export function fromSmallestUnit(amount: number, currency: string): number {
  return amount / factor(currency);
}

function factor(currency: string): number {
  return ZERO_DECIMALS.has(currency.toLowerCase()) ? 1 : 100;
}

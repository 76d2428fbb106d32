/** How much an import may do. */
export interface Limits {
  maxCreates?: number | undefined;
  maxUpdates?: number | undefined;
}

/** An import would do more than it may. */
export class LimitExceeded extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LimitExceeded";
  }
}

/**
 * Holds what an import would do against its limits: products and variants together, and rows of a price list.
 *
 * @param operations `{ PRODUCT_CREATE: 3, VARIANT_UPDATE: 4 }`, as Medusa counts them.
 * @throws LimitExceeded
 */
export function checkLimits(operations: unknown, { maxCreates, maxUpdates }: Limits): void {
  checkLimit(operations, "create", "--max-creates", maxCreates);
  checkLimit(operations, "update", "--max-updates", maxUpdates);
}

function checkLimit(operations: unknown, verb: string, flag: string, limit: number | undefined) {
  if (limit === undefined) return;
  const number = countOf(operations, verb);
  if (number === undefined) {
    throw new LimitExceeded(
      `The server does not say how much the import would ${verb}, so ${flag} ${limit} cannot be kept. Nothing was written.`,
    );
  }
  if (number <= limit) return;
  throw new LimitExceeded(
    `The import would ${verb} ${number} ${thingsIn(operations)}, more than ${flag} ${limit}. Nothing was written.`,
  );
}

/** What would be done with one verb; `undefined` where that is not known. */
function countOf(operations: unknown, verb: string): number | undefined {
  if (typeof operations !== "object" || operations === null) return undefined;
  const number = Object.entries(operations)
    .filter(([name]) => name.endsWith(`_${verb.toUpperCase()}`))
    .reduce((sum, [, count]) => sum + Number(count), 0);
  return Number.isFinite(number) ? number : undefined;
}

/** A price list counts rows. */
function thingsIn(operations: unknown): string {
  return "PRICE_LIST_PRICE_CREATE" in Object(operations) ? "price rows" : "products and variants";
}

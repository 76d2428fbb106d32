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
  checkLimit(operations, "CREATE", "--max-creates", maxCreates);
  checkLimit(operations, "UPDATE", "--max-updates", maxUpdates);
}

function checkLimit(operations: unknown, verb: string, flag: string, limit: number | undefined) {
  if (limit === undefined) return;
  const number = countOf(operations, verb);
  if (number === undefined) {
    throw new LimitExceeded(
      `The server does not say how much the import would ${verb.toLowerCase()}, so ${flag} ${limit} cannot be kept.`,
    );
  }
  if (number <= limit) return;
  throw new LimitExceeded(
    `The import would ${verb.toLowerCase()} ${number}, which is more than ${flag} ${limit}. Nothing was written.`,
  );
}

/** What would be done with one verb; `undefined` where nothing is known. */
function countOf(operations: unknown, verb: string): number | undefined {
  if (typeof operations !== "object" || operations === null) return undefined;
  return Object.entries(operations)
    .filter(([name]) => name.endsWith(`_${verb}`))
    .reduce((sum, [, number]) => sum + Number(number), 0);
}

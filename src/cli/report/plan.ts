/** What an import does, by the names that Medusa counts it under. */
const DEEDS: Record<string, readonly [thing: string, verb: string]> = {
  PRODUCT_CREATE: ["product", "create"],
  PRODUCT_UPDATE: ["product", "update"],
  VARIANT_CREATE: ["variant", "create"],
  VARIANT_UPDATE: ["variant", "update"],
  // It is the rows of the file that are counted, not the prices in them.
  PRICE_LIST_PRICE_CREATE: ["price row", "create"],
};

/** What an import would do: `3 products to create; 4 variants to create`. */
export function planOf(operations: object): string {
  const deeds = Object.entries(DEEDS).flatMap(([name, [thing, verb]]) => {
    const number = Number(Reflect.get(operations, name) ?? 0);
    return number > 0 ? `${counted(number, thing)} to ${verb}` : [];
  });
  return deeds.join("; ") || "nothing to do";
}

/** `1 product`, `3 products`. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

import type { Shop, ShopVariant } from "../shop.js";
import type { PriceColumn } from "./prices.js";

/**
 * The prices of a variant that an update of some of its prices deletes, in words. A price of a currency deletes all
 * that the row does not name: its code is compared in capitals with those of the database. Prices of regions that
 * share a currency leave that currency's price alone.
 */
export function deletedPrices(
  variant: ShopVariant,
  named: readonly PriceColumn[],
  { regions }: Shop,
): string[] {
  const regionOf = (id: string | null) => regions.find((region) => region.id === id);
  const currencies = new Set(named.map(({ currency }) => currency));
  const areRegional = named.every(({ region }) => region !== undefined);
  const left = areRegional && currencies.size === 1 ? [...currencies][0] : undefined;
  const deleted = variant.prices.filter(({ currency_code, region_id }) => {
    if (region_id === null && currency_code === left) return false;
    const region = regionOf(region_id)?.name;
    return !named.some((price) =>
      region_id === null
        ? price.region === undefined && price.currency === currency_code
        : price.region === region,
    );
  });
  return deleted.map(({ currency_code, region_id }) => {
    const region = regionOf(region_id)?.name;
    return currency_code.toUpperCase() + (region === undefined ? "" : ` (${region})`);
  });
}

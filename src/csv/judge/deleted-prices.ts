import { currencyLeft, type PriceColumn } from "../schema/price-column.js";
import type { Shop, ShopVariant } from "../shop.js";

/** The prices of a variant that an update of some of its prices deletes, in words. */
export function deletedPrices(
  variant: ShopVariant,
  named: readonly PriceColumn[],
  { regions }: Shop,
): string[] {
  const regionOf = (id: string | null) => regions.find((region) => region.id === id);
  const left = currencyLeft(named);
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

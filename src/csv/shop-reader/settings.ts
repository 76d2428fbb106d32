import type { Shop } from "../shop.js";
import type { ShopApi } from "./api.js";

interface Store {
  currencies: { code: string }[];
  feature_flags: { key: string; value: boolean }[];
}

interface Region extends Named {
  currency_code: string;
  created_at: string;
}

interface Named {
  id: string;
  name: string;
}

/** Reads what every product of a shop has to do with. */
export async function readSettings(api: ShopApi): Promise<Omit<Shop, "products" | "variants">> {
  const { store } = await api.get<{ store: Store }>("/store");
  const flags = Object.fromEntries(store.feature_flags.map(({ key, value }) => [key, value]));
  const currencies = await listOf<{ code: string }>(api, "/currencies", "currencies");
  // Of two with one name, the server takes the first that Postgres comes to: the older one, as long as nobody edits it.
  const regions = await listOf<Region>(api, "/regions", "regions");
  regions.sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
  const collections = await listOf<Shop["collections"][number]>(api, "/collections", "collections");
  // Medusa has neither the endpoint nor the columns where the flag is off.
  const channels = flags.sales_channels
    ? await listOf<Named>(api, "/sales-channels", "sales_channels")
    : [];
  const categories = flags.product_categories
    ? await listOf<Named & { handle: string }>(api, "/product-categories", "product_categories")
    : [];
  return {
    featureFlags: flags,
    storeCurrencies: store.currencies.map(({ code }) => code),
    currencies: currencies.map(({ code }) => code),
    regions: regions.map(({ id, name, currency_code }) => ({ id, name, currency_code })),
    salesChannels: channels.map(({ id, name }) => ({ id, name })),
    collections: collections.map(({ id, handle, title }) => ({ id, handle, title })),
    categories: categories.map(({ id, handle, name }) => ({ id, handle, name })),
  };
}

async function listOf<Row>(api: ShopApi, path: string, key: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of api.pages<Row>(path, key)) rows.push(...page);
  return rows;
}

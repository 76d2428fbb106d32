import { type Checks, checkOptions, checkSignal } from "../http/checks.js";
import { throwIfAborted } from "../http/signals.js";
import type { ImportFile } from "../jobs/import-source.js";
import type { HeadersLike } from "../types/http.js";
import { CHECK_OPTIONS, type CheckedImport } from "./options.js";
import type { Shop } from "./shop.js";
import { ShopApi, type ShopClient } from "./shop-reader/api.js";
import { namesIn } from "./shop-reader/names.js";
import { findProducts } from "./shop-reader/product-ids.js";
import { readProducts } from "./shop-reader/products.js";
import { readSettings } from "./shop-reader/settings.js";

/** What to read of a shop. */
export interface ReadShopOptions {
  /** The file that the shop is read for. What is not a stream can be checked, and imported, after that. */
  file: ImportFile;
  /** What the file is for. Default: `product-import`. */
  type?: CheckedImport | undefined;
  /** Ends the reading: it rejects with `signal.reason`. */
  signal?: AbortSignal | undefined;
  /** Sent with each request. */
  customHeaders?: HeadersLike | undefined;
}

/**
 * Reads what a check needs to know of a shop: all of its regions, currencies, channels, collections and categories, and
 * those of its products that the file names. It only asks, four requests at a time, and changes nothing.
 *
 * Medusa finds no variant by its barcode: for a file that has some, or names very many SKUs or handles, the products are
 * looked through once, 200 a request. What the shop sells may change meanwhile: read it shortly before the import.
 *
 * @param medusa A client that is logged in as an admin.
 * @returns Plain JSON, for the file that was given: what another file names may be missing.
 * @throws MedusaInvalidRequestError for wrong options or what is no file; what `medusa.admin.custom.get` throws;
 * `signal.reason` after an abort.
 *
 * @example
 * ```ts
 * import Medusa from "medusa-batch-jobs";
 * import { checkImport, readShop } from "medusa-batch-jobs/csv";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000", apiKey: "my-token" });
 * const file = { path: "products.csv" };
 * const shop = await readShop(medusa, { file });
 * const report = await checkImport(file, { shop });
 * ```
 */
export async function readShop(medusa: ShopClient, options: ReadShopOptions): Promise<Shop> {
  checkOptions("The options of readShop", options, READ_SHOP_OPTIONS);
  const { file, type = "product-import", signal, customHeaders } = options;
  throwIfAborted(signal);
  const names = await namesIn(file, type, signal);
  const api = new ShopApi(medusa, { signal, customHeaders });
  const settings = await readSettings(api);
  return { ...settings, ...(await readProducts(api, await findProducts(api, names))) };
}

const READ_SHOP_OPTIONS: Checks<ReadShopOptions> = {
  // Whoever opens it says what is wrong with it.
  file: true,
  type: CHECK_OPTIONS.type,
  signal: checkSignal,
  // Whoever sends them says what is wrong with them.
  customHeaders: true,
};

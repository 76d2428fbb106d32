import {
  type Checks,
  checkFunction,
  checkMedusaVersion,
  checkOptions,
  checkSignal,
  oneOf,
  takes,
  wholeNumber,
} from "../http/checks.js";
import { isRecord } from "../http/kinds.js";
import type { Messages } from "./messages.js";
import type { Shop } from "./shop.js";

/** The types of import that can be checked. */
export type CheckedImport = "product-import" | "price-list-import";

/** The version of a Medusa v1: `1.20`, `1.8.2`. */
export type MedusaVersion = `1.${number}` | `1.${number}.${number}`;

/** How many problems of each severity a report has, unless told otherwise. */
export const DEFAULT_MAX_PROBLEMS = 100;

/** How to check a file. */
export interface CheckOptions {
  /** What the file is for. Default: `product-import`. */
  type?: CheckedImport | undefined;
  /** What the shop has, as `readShop` reads it. Default: unknown, so that only the file itself is judged. */
  shop?: Shop | undefined;
  /**
   * The server's version; without a patch, the last one. Default: the newest, 1.20. Before 1.19, each row of a product
   * needs a cell for a price; before 1.12, a byte order mark is no matter, and no two columns can have one name.
   */
  medusa?: MedusaVersion | undefined;
  /** How many problems of each severity are told. Default: {@link DEFAULT_MAX_PROBLEMS}. */
  maxProblems?: number | undefined;
  /** Words of your own for some rules, in another language say. Default: {@link MESSAGES}. */
  messages?: Partial<Messages> | undefined;
  /** Ends the check: it rejects with `signal.reason`. */
  signal?: AbortSignal | undefined;
  /** Called as the file is read; `total` is unknown for a stream. In bytes. */
  onProgress?: ((progress: { loaded: number; total?: number | undefined }) => void) | undefined;
}

/** @throws MedusaInvalidRequestError */
export function checkCheckOptions(options: CheckOptions): void {
  checkOptions("the options of checkImport", options, CHECK_OPTIONS);
}

const checkRecord = takes("an object", isRecord);

export const CHECK_OPTIONS: Checks<CheckOptions> = {
  type: oneOf("product-import", "price-list-import"),
  shop: takes("what readShop() resolves to", isRecord),
  medusa: checkMedusaVersion,
  maxProblems: wholeNumber(1),
  messages: checkRecord,
  signal: checkSignal,
  onProgress: checkFunction,
};

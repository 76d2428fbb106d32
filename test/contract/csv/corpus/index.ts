import * as bytes from "./bytes.js";
import type { Case } from "./case.js";
import * as cells from "./cells.js";
import * as delimiters from "./delimiters.js";
import * as identity from "./identity.js";
import * as mutated from "./mutated.js";
import * as options from "./options.js";
import * as priceLists from "./price-lists.js";
import * as priceListsMutated from "./price-lists-mutated.js";
import * as prices from "./prices.js";
import * as relations from "./relations.js";
import * as roundTrip from "./round-trip.js";
import * as structure from "./structure.js";
import * as versions from "./versions.js";

/** The files by their group, which names the file of what was recorded. */
export const CORPUS: Record<string, readonly Case[]> = {
  versions: versions.cases,
  cells: cells.cases,
  updates: cells.updates,
  identity: identity.cases,
  options: options.cases,
  relations: relations.cases,
  structure: structure.cases,
  bytes: bytes.cases,
  delimiters: delimiters.cases,
  "round-trip": roundTrip.cases,
  mutated: mutated.cases,
  prices: prices.cases,
  "price-lists": priceLists.cases,
  "price-lists-mutated": priceListsMutated.cases,
};

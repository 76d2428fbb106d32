import type { CheckedImport, MedusaVersion } from "../csv/options.js";
import type { CheckReport } from "../csv/report.js";
import type { Shop } from "../csv/shop.js";
import type { ShopClient } from "../csv/shop-reader/api.js";
import { invalidArgument } from "../errors.js";
import { type NamedBlob, toNamedBlob } from "../http/blobs.js";
import { type Checks, checkFunction, checkMedusaVersion, oneOf, takes } from "../http/checks.js";
import { isRecord } from "../http/kinds.js";
import type { HeadersLike } from "../types/http.js";
import { CsvCheckError } from "./csv-check-error.js";
import { type ImportFile, refuseForeign } from "./import-source.js";

/** Whether a file is checked before it is imported, and how. */
export interface CheckSettings {
  /**
   * Checks the file before it is uploaded, as `checkImport` of `medusa-batch-jobs/csv` does, and rejects with a
   * `CsvCheckError` if Medusa would refuse it; `"strict"`: also if Medusa would lose or alter something in silence.
   * A stream is read into memory for that. Default: false.
   */
  check?: boolean | "strict" | undefined;
  /**
   * Repairs the file before it is checked, as `fixImport` does: only where there can be no doubt what is meant. What
   * is imported, and what a key stands for, is the repaired file. Goes with `check`. Default: false.
   */
  fix?: boolean | undefined;
  /**
   * What the shop has, as `readShop` reads it; `true` has it read, which takes a few GETs, unless the file by itself is
   * refused already; `false` has the file checked by itself. Goes with `check`. Default: true.
   */
  shop?: Shop | boolean | undefined;
  /**
   * The server's version: older ones read some files otherwise; without a patch, the last one. Goes with `check`.
   * Default: the newest, 1.20.
   */
  medusa?: MedusaVersion | undefined;
  /**
   * Called with what the check found, before anything is uploaded: once, and not where the file is refused, since the
   * `CsvCheckError` has the report then. If it throws, or rejects, the import ends with that. Goes with `check`.
   */
  onCheck?: ((report: CheckReport) => unknown) | undefined;
}

const isBoolean = oneOf(true, false);

export const CHECK_SETTINGS: Checks<CheckSettings> = {
  check: oneOf(true, false, "strict"),
  fix: isBoolean,
  shop: takes(
    "true, or what readShop() resolves to",
    (value) => typeof value === "boolean" || isRecord(value),
  ),
  medusa: checkMedusaVersion,
  onCheck: checkFunction,
};

/** What reading a shop needs of a resource. */
export type ShopCalls = ShopClient["admin"]["custom"];

/** What a check is told of an import. */
interface CheckedOptions extends CheckSettings {
  type?: string | undefined;
  signal?: AbortSignal | undefined;
  customHeaders?: HeadersLike | undefined;
}

/** @throws MedusaInvalidRequestError for a check that is not possible. */
export function checkCheckSettings(options: CheckedOptions): void {
  const { check, fix, shop, medusa, onCheck, type = "product-import" } = options;
  if (!check && (fix || shop || medusa || onCheck)) {
    throw invalidArgument(
      "fix, shop, medusa and onCheck are for check: set check to true, or leave them out.",
    );
  }
  if (!check || isCheckable(type)) return;
  throw invalidArgument(
    `check knows what becomes of a product-import and a price-list-import, and nothing of "${type}": leave it out.`,
  );
}

/** The check of one import. */
export class ImportCheck {
  readonly #calls: ShopCalls;
  readonly #options: CheckedOptions;
  /** React Native reads no blob, and so not the one that is made of a text. */
  #text: string | undefined;
  /** Of the repaired file. */
  #report: CheckReport | undefined;

  constructor(calls: ShopCalls, given: ImportFile, options: CheckedOptions) {
    this.#calls = calls;
    this.#options = options;
    this.#text = typeof given === "string" ? given : undefined;
  }

  /** The file, repaired. What the shop has makes no difference: a key stands for what comes of it. */
  async repaired(file: NamedBlob): Promise<NamedBlob> {
    const { checkImport, fixImport } = await loadChecker();
    const options = this.#asked();
    const given = this.#text ?? file;
    const fixed = await fixImport(given, await checkImport(given, options), options);
    this.#report = fixed.report;
    this.#text = undefined;
    return toNamedBlob(fixed.file, file.name, file.type);
  }

  /**
   * Lets a file pass, or not: by itself first, so that what is refused then takes no request.
   *
   * @throws CsvCheckError
   */
  async pass(file: NamedBlob): Promise<void> {
    const { type, signal, shop = true, onCheck } = this.#options;
    const given = this.#text ?? file;
    const { checkImport } = await loadChecker();
    const check = (known: Shop) => checkImport(given, { ...this.#asked(), shop: known });
    let report =
      typeof shop === "object"
        ? this.#passed(await check(shop))
        : this.#passed(this.#report ?? (await checkImport(given, this.#asked())));
    // What is refused without a check is refused with one.
    await refuseForeign(file, type, signal);
    if (shop === true) report = this.#passed(await check(await this.#readShop(given)));
    await onCheck?.(report);
  }

  #passed(report: CheckReport): CheckReport {
    const { verdict } = report;
    if (verdict === "refused" || (verdict === "changes" && this.#options.check === "strict")) {
      throw new CsvCheckError(report);
    }
    return report;
  }

  async #readShop(file: ImportFile): Promise<Shop> {
    const { readShop } = await loadChecker();
    const { customHeaders } = this.#options;
    const { type, signal } = this.#asked();
    return readShop({ admin: { custom: this.#calls } }, { file, type, customHeaders, signal });
  }

  #asked() {
    const { type = "product-import", medusa, signal } = this.#options;
    return { type: isCheckable(type) ? type : undefined, medusa, signal };
  }
}

/** It has a parser, and all the rules; most imports do without, and a page does not carry it for them. */
function loadChecker() {
  return import("../csv/index.js");
}

function isCheckable(type: string): type is CheckedImport {
  return type === "product-import" || type === "price-list-import";
}

import { KEY_MARGIN_MS } from "medusa-batch-jobs";
import type { CheckedImport, MedusaVersion } from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { checkStdin } from "../input-file.js";
import type { Limits } from "../limits.js";
import { UsageError } from "../usage-error.js";

/** The flags of `import`. */
export interface ImportFlags extends Limits {
  type?: string | undefined;
  priceList?: string | undefined;
  yes?: true | undefined;
  dryRun?: true | undefined;
  medusa?: MedusaVersion | undefined;
  check: boolean;
  strict?: true | undefined;
  fix?: true | undefined;
  key?: string | undefined;
  window?: number | undefined;
  rerunCanceled?: true | undefined;
  detach?: true | undefined;
}

/**
 * Whether the flags go together, and somebody says yes: whoever cannot be asked must have.
 *
 * @throws UsageError before anything is read or sent
 */
export function checkImportFlags(cli: Cli, file: string, flags: ImportFlags): void {
  checkType(flags);
  checkCheck(flags);
  checkKey(flags);
  checkStdin(file, cli.flags);
  const { yes, dryRun, detach } = flags;
  if (yes && dryRun) throw new UsageError("--yes and --dry-run: leave one of them out.");
  if (dryRun && detach) throw new UsageError("--dry-run ends by itself: leave --detach out.");
  if (yes || dryRun || (cli.isInteractive && file !== "-")) return;
  throw new UsageError(
    "Nobody can be asked here whether to import.",
    "Pass --yes to import, or --dry-run to see what it would do.",
  );
}

/** What the job is. */
export function typeOf({ type, priceList }: ImportFlags): string {
  return type ?? (priceList === undefined ? "product-import" : "price-list-import");
}

/** The type as the checker knows it; `undefined` if it does not, or is not asked. */
export function checkedType(flags: ImportFlags): CheckedImport | undefined {
  const type = typeOf(flags);
  const isKnown = type === "product-import" || type === "price-list-import";
  return flags.check && isKnown ? type : undefined;
}

function checkType(flags: ImportFlags): void {
  const { type, priceList } = flags;
  if (priceList !== undefined && typeOf(flags) !== "price-list-import") {
    throw new UsageError("--price-list is for --type price-list-import, which it stands for.");
  }
  if (type === "price-list-import" && priceList === undefined) {
    throw new UsageError(
      "A price-list-import needs the id of its price list.",
      "Pass --price-list ID.",
    );
  }
}

function checkCheck(flags: ImportFlags): void {
  if (checkedType(flags) !== undefined) return;
  const { check, fix, strict, medusa } = flags;
  const flag = (fix && "--fix") || (strict && "--strict") || (medusa && "--medusa");
  if (!flag) return;
  const why = check ? `nobody knows a ${typeOf(flags)}` : "leave --no-check out";
  throw new UsageError(`${flag} is for files that are checked: ${why}.`);
}

function checkKey({ key, window, rerunCanceled }: ImportFlags): void {
  const flag = (window !== undefined && "--window") || (rerunCanceled && "--rerun-canceled");
  if (key === undefined) {
    if (flag) throw new UsageError(`${flag} is for imports with a key.`, "Pass --key, too.");
    return;
  }
  if (!/^[\x20-\x7e]+$/.test(key)) {
    throw new UsageError("--key must be of printable ASCII characters.");
  }
  if (window !== undefined && window < 2 * KEY_MARGIN_MS) {
    throw new UsageError("--window must be 2h at least.");
  }
}

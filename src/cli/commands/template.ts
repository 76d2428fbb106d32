import { isMedusaError } from "medusa-batch-jobs";
import { type CheckedImport, importTemplate, type TemplateOptions } from "medusa-batch-jobs/csv";
import type { Cli } from "../cli.js";
import { checkTarget, writeWhole } from "../output-file.js";
import type { Result } from "../result.js";
import { write } from "../terminal/output.js";
import { UsageError } from "../usage-error.js";

/** The flags of `template`. */
export interface TemplateFlags {
  option?: string[] | undefined;
  currency?: string[] | undefined;
  output?: string | undefined;
  force?: true | undefined;
}

const TYPES: Record<string, CheckedImport> = {
  products: "product-import",
  "product-import": "product-import",
  prices: "price-list-import",
  "price-list-import": "price-list-import",
};

/** Writes a CSV file to begin with. */
export async function runTemplate(cli: Cli, name: string, flags: TemplateFlags): Promise<Result> {
  const { output = "-", force } = flags;
  const type = typeOf(name);
  const csv = templateFor(type, flags);
  if (force && output === "-") throw new UsageError("--force is for -o FILE.");
  await checkTarget(output, { force });
  if (output !== "-") {
    await writeWhole(output, csv);
    return { text: output, json: { type, path: output } };
  }
  if (cli.flags.json) return { text: "", json: { type, csv } };
  // To the byte: Medusa takes a line break too many for a row.
  await write(cli.host.stdout, csv);
  return { text: "", json: undefined };
}

function typeOf(name: string): CheckedImport {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type !== undefined) return type;
  throw new UsageError(
    `There is no template for ${name}.`,
    "There is one for products, and one for prices.",
  );
}

function templateFor(type: CheckedImport, { option, currency }: TemplateFlags): string {
  if (option !== undefined && type === "price-list-import") {
    throw new UsageError("--option is for products: a price list has none.");
  }
  const currencies = currency && { currencies: currency };
  const options = option && { options: option };
  checkPart(type, currencies, `--currency takes codes that Medusa knows, as EUR, not ${currency}.`);
  checkPart(type, options, `--option takes different names, and no numbers, not ${option}.`);
  return importTemplate(type, { ...currencies, ...options });
}

/** @param mistake In the words of flags. */
function checkPart(
  type: CheckedImport,
  options: TemplateOptions | undefined,
  mistake: string,
): void {
  try {
    importTemplate(type, options);
  } catch (error) {
    throw isMedusaError(error) ? new UsageError(mistake) : error;
  }
}

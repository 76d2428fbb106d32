import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.js";

const HEADER =
  "Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Price EUR";

/** Files as people have them. */
export const FILES = {
  /** Nothing is wrong. */
  "mugs.csv": `${HEADER}\nmug;Mug;published;Small;MUG-S;5;false;true;9.90\n`,
  /** Medusa refuses a status, which can be mended, and a quantity, which cannot. */
  "refused.csv": `${HEADER}\nmug;Mug;Published;Small;MUG-S;ten;false;true;9.90\n`,
  /** Medusa loses zeros, and cents. */
  "changed.csv": `${HEADER}\nmug;Mug;published;Small;007;5;false;true;10,50\n`,
  /** As Excel for Windows writes it: all of it can be mended. */
  "excel.csv": `\ufeff${HEADER}\r\nmug;Mug;Published;Small;MUG-S;5;yes;true;9.90\r\n`,
  /** What excel.csv is mended to. */
  "mended.csv": `${HEADER}\r\nmug;Mug;published;Small;MUG-S;5;true;true;9.90\r\n`,
  /** A price list. */
  "prices.csv": "Product Variant ID;SKU;Price EUR\n;CUP-WHITE;9.90\n;PRESS-350;29\n",
} as const;

/** A folder with some of the files. */
export async function folderWith(...names: (keyof typeof FILES)[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of names) await writeFile(join(folder, name), FILES[name]);
  return folder;
}

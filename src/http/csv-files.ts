import { invalidArgument, mustBe } from "../errors.js";
import { KINDS_OF_FILES, openFile } from "./disk.js";

/** The name of an imported file that has none of its own. */
export const DEFAULT_IMPORT_FILE_NAME = "import.csv";

/** How much of a file {@link kindOfFile} has to see: a page may begin with blank lines. */
export const HEAD_BYTES = 1024;

/** How files begin that are no CSV, one character a byte, and what that is for a person. The first that fits. */
const FOREIGN = [
  ["zip", /^PK\p{Cc}{2}/u, "a zip archive, as .xlsx is"],
  ["gzip", /^\p{Cc}\x8b/u, "packed with gzip"],
  ["pdf", /^%PDF-/, "a PDF"],
  [
    "utf-16",
    /^(?:\xff\xfe|\xfe\xff|(?:[\x20-\x7e]\0){2}|(?:\0[\x20-\x7e]){2})/,
    "UTF-16 or binary",
  ],
  ["binary", /\0/, "UTF-16 or binary"],
  ["html", /^<(?:!doctype|html|\?xml)/i, "an HTML or XML page"],
  ["json", /^[[{]/, "JSON"],
] as const;

/** What a file is. */
export type FileKind = "csv" | "empty" | (typeof FOREIGN)[number][0];

/** What a file is, by how it begins, and what that is for a person. What is surely nothing else is CSV. */
export function kindOfFile(head: Uint8Array): { kind: FileKind; what: string } {
  const text = String.fromCharCode(...head)
    // UTF-8's byte order mark.
    .replace("\xef\xbb\xbf", "")
    .trimStart();
  if (text === "") return { kind: "empty", what: "empty" };
  const [kind, , what] = FOREIGN.find(([, start]) => start.test(text)) ?? ["csv", /^/, "CSV"];
  return { kind, what };
}

/**
 * A file of CSV, or CSV as text, as a blob.
 *
 * @throws MedusaInvalidRequestError
 */
export async function openCsv(file: unknown): Promise<Blob> {
  if (typeof file === "string") {
    checkText(file);
    return new Blob([file]);
  }
  const blob = await openFile(file, DEFAULT_IMPORT_FILE_NAME);
  if (blob !== undefined) return blob;
  throw mustBe("The file to import", `${KINDS_OF_FILES}, a ReadableStream or CSV as text`, file);
}

/**
 * A path is no CSV, although it is a string.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkText(text: string): void {
  const line = text.trim();
  if (line === "" || /[\r\n]/.test(line) || (/[,;\t|]/.test(line) && !/\.csv$/i.test(line))) return;
  throw invalidArgument(
    `"${line.slice(0, 80)}" is one line, and no CSV. If it is a path, pass { path: … }.`,
  );
}

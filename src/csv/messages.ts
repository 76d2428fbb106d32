import { isSpelling } from "./judge/similar.js";
import type { Place } from "./report.js";
import type { RuleId } from "./rules/index.js";

/** What a message can tell. */
export interface ProblemFacts extends Place {
  columnName?: string | undefined;
  suggestion?: string | undefined;
  count: number;
  details: Readonly<Record<string, string | number>>;
}

/** What can be done about a problem. */
export interface Fix {
  safe: boolean | ((facts: ProblemFacts) => boolean);
  description: (facts: ProblemFacts) => string | undefined;
}

/** The words for a rule. */
export interface RuleWords {
  /** What happens, and what to do about it. */
  message: (facts: ProblemFacts) => string;
  /**
   * What `fixImport` does about it, `undefined` where it does nothing; `safe` if it cannot be meant otherwise, and so
   * is done unasked.
   */
  fix?: Fix | undefined;
}

/** The words for each rule: give your own for some of them to `checkImport`, to translate them. */
export type Messages = Readonly<Record<RuleId, RuleWords>>;

/** Asks for what may have been meant. */
function isIt(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Is it "${suggestion}"?`;
}

const EXPORT_FIRST = "Export the products first: an export has the ids, by which rows update.";

/** The words that `checkImport` uses where it is given no others. */
export const MESSAGES: Messages = {
  "no-csv": {
    message: ({ details }) =>
      `This is no CSV file, it is ${details.kind}. Medusa refuses it, or never ends. In Excel: save as "CSV UTF-8".`,
  },
  "one-line": {
    message: ({ details }) =>
      `This is no CSV file, it is ${details.kind}. Medusa would call the import completed, and import nothing.`,
  },
  "utf-16": {
    message: () =>
      'The file is encoded in UTF-16 ("Unicode text"). Medusa would never end with it. In Excel: save as "CSV UTF-8".',
    fix: { safe: true, description: () => "Encode the file in UTF-8." },
  },
  "no-rows": {
    message: () =>
      "The file has no rows. Medusa would call the import completed, and import nothing.",
  },
  "byte-order-mark": {
    message: () =>
      `The file begins with an invisible character, a byte order mark (BOM), as Excel's "CSV UTF-8" does. Medusa takes it for a part of the first column's name, and refuses that. Excel cannot leave it out: save the file in an editor, as UTF-8 without BOM, or have it repaired.`,
    fix: { safe: true, description: () => "Take the byte order mark away." },
  },
  "no-utf-8": {
    message: ({ value, becomes }) =>
      `The file is not encoded in UTF-8: umlauts and the like break, "${value}" becomes "${becomes}". In Excel: save as "CSV UTF-8".`,
    fix: {
      safe: false,
      description: () => "Read the file as Windows-1252, and encode it in UTF-8.",
    },
  },
  "split-character": {
    message: ({ value, becomes }) =>
      `Medusa reads a file in pieces of 64 KB, and breaks a letter that lies on the edge of two: "${value}" becomes "${becomes}". Move a row, or change a cell's length before it.`,
    fix: {
      safe: true,
      description: () =>
        "Put a cell before it in quotes, and blanks behind them, so that it lies on no edge.",
    },
  },
  "torn-letter": {
    message: ({ columnName, value, becomes }) =>
      `Medusa keeps what it reads in files of its own, reads them in pieces of 64 KB, and breaks a letter that lies on the edge of two: "${value}" in "${columnName}" ${becomes === null ? "is not found" : `becomes "${becomes}"`}. Split the file into smaller ones, or change the length of a text before it.`,
  },
  "torn-handle": {
    message: ({ columnName, value, becomes }) =>
      `Medusa keeps what it reads in files of its own, and breaks a letter that lies on the edge of two of their pieces of 64 KB: "${value}" in "${columnName}" becomes "${becomes}", by which it finds nothing. Split the file into smaller ones, or change the length of a text before it.`,
  },
  "lost-character": {
    message: ({ columnName, value }) =>
      `There is a character in "${columnName}" that was lost before: "${value}". Was the file saved in another encoding?`,
  },
  "stray-return": {
    message: ({ columnName }) =>
      `The lines of the file end in two ways, and "${columnName}" would keep an invisible half of a line break. Save the file anew.`,
    fix: { safe: true, description: () => "Delete the half of a line break." },
  },
  "bad-quote": {
    message: ({ value }) =>
      `A text in quotes goes on behind its closing quote: Medusa takes what follows for the same cell. Double a quote that is part of the text: "${value}"`,
  },
  "open-quote": {
    message: () =>
      'A cell begins with a quote (") that is never closed, so that all that follows is one cell. Close it, or double a quote that is part of the text.',
  },
  "unknown-column": {
    message: ({ columnName, suggestion }) =>
      suggestion
        ? `Medusa does not know the column "${columnName}". Is it "${suggestion}"? Capitals and blanks count.`
        : `Medusa does not know the column "${columnName}", and refuses the file. Delete the column.`,
    fix: {
      safe: ({ columnName = "", suggestion }) => isSpelling(columnName, suggestion ?? ""),
      description: ({ columnName, suggestion }) =>
        columnName === ""
          ? "Delete the column, if nothing is in it."
          : suggestion && `Call the column "${suggestion}".`,
    },
  },
  "wrong-delimiter": {
    message: ({ details }) =>
      `Medusa guesses what separates cells by the first ten lines, and guesses wrong here: it would read "${details.guessed}" for "${details.meant}". Save the file with another separator, or without a line break at its end.`,
    fix: {
      safe: true,
      description: () =>
        "Delete the last line break or, if that is not enough, use another separator.",
    },
  },
  "separator-line": {
    message: () =>
      'The first line is "sep=", which Excel alone understands. Medusa takes it for the header. Delete it.',
    fix: { safe: true, description: () => "Delete the line." },
  },
  "refused-column": {
    message: ({ columnName, details }) =>
      `Medusa knows the column "${columnName}" only if its feature "${details.flag}" is on, which it is not. Delete the column.`,
  },
  "flagged-column": {
    message: ({ columnName, details }) =>
      `Medusa knows the column "${columnName}" only if its feature "${details.flag}" is on: by default it is not, and the file is refused.`,
  },
  "ignored-column": {
    message: ({ columnName }) => `Medusa does not look at the column "${columnName}".`,
  },
  "missing-column": {
    message: ({ columnName }) =>
      `The column "${columnName}" is missing. Medusa refuses a file without it.`,
  },
  "same-column": {
    message: ({ columnName }) =>
      `Two columns are called "${columnName}". Medusa takes the last of them, and loses the other.`,
  },
  "renamed-column": {
    message: ({ columnName, details }) =>
      `Another column is called "${columnName}", too. Medusa calls this one "${details.name}", and refuses that. Delete one of them.`,
  },
  "two-types": {
    message: ({ columnName }) =>
      `Medusa takes two columns for "Product Type", "${columnName}" is one of them, and loses one of the types. Delete one.`,
  },
  "two-meanings": {
    message: ({ columnName, suggestion }) =>
      `The name "${columnName}" can mean two columns. Medusa takes it for "${suggestion}", and loses the other.`,
  },
  "misread-column": {
    message: ({ columnName, suggestion }) =>
      `Medusa takes the column "${columnName}" for "${suggestion}". If it is not meant so, delete it.`,
  },
  "blank-line": {
    message: () => "The line is empty. Medusa takes it for a row, and refuses the file. Delete it.",
    fix: { safe: true, description: () => "Delete the empty lines." },
  },
  "extra-cells": {
    message: ({ details }) =>
      `The row has ${details.cells} cells, the header ${details.columns}. Is there a separator too many, or a text with one that is not in quotes?`,
    fix: {
      safe: true,
      description: ({ details }) =>
        details.filled === 0 ? "Delete the empty cells that are too many." : undefined,
    },
  },
  "no-handle": {
    message: () =>
      'The row has no "Product Handle". Each row needs one, those of further variants too: the same as the first row of the product.',
  },
  "no-value": {
    message: ({ columnName, details }) =>
      details.isUpdate
        ? `"${columnName}" is empty. Medusa can leave it as it is only if the column is not there.`
        : `"${columnName}" is missing or empty. Medusa needs a value there.`,
  },
  "no-integer": {
    message: ({ columnName, value }) =>
      `"${columnName}" takes whole numbers, without a unit or a separator: "${value}" is none.`,
  },
  "thousands-point": {
    message: ({ columnName, value, becomes }) =>
      `Medusa reads "${value}" in "${columnName}" as ${becomes}. Write numbers without a point between thousands.`,
  },
  "large-integer": {
    message: ({ columnName, value }) =>
      `"${columnName}" takes whole numbers up to 2147483647: ${value} is more.`,
  },
  "unknown-status": {
    message: ({ value, suggestion }) =>
      `"${value}" is no status.${isIt(suggestion)} There are draft, proposed, published and rejected, in lower case.`,
    fix: { safe: true, description: ({ suggestion }) => suggestion && `Write "${suggestion}".` },
  },
  "no-boolean": {
    message: ({ columnName, value, becomes }) =>
      `"${columnName}" takes true or false. Medusa makes ${becomes} of "${value}".`,
    fix: { safe: true, description: ({ suggestion }) => suggestion && `Write ${suggestion}.` },
  },
  "leading-zeros": {
    message: ({ columnName, value, becomes }) =>
      `Medusa takes "${value}" in "${columnName}" for a number, and stores "${becomes}": the zeros are lost, also if it is in quotes. Put a letter in front, or set it in the admin after the import.`,
  },
  exponent: {
    message: ({ columnName, value, becomes }) =>
      `Medusa takes "${value}" in "${columnName}" for a number, and stores "${becomes}". If Excel made it of a long number: format the column as text.`,
  },
  "number-as-text": {
    message: ({ columnName, value, becomes }) =>
      `Medusa takes "${value}" in "${columnName}" for a number, and stores "${becomes}".`,
  },
  "boolean-as-text": {
    message: ({ columnName, value, becomes }) =>
      `Medusa stores "${becomes}" for "${value}" in "${columnName}".`,
  },
  "date-as-text": {
    message: ({ columnName, value, becomes }) =>
      `Medusa takes "${value}" in "${columnName}" for a date, and stores ${becomes === null ? "nothing" : `"${becomes}"`}.`,
  },
  "quoted-text": {
    message: ({ columnName, value, becomes }) =>
      `Medusa takes the first and the last character away of a text that begins with a quote: "${columnName}" becomes ${becomes} instead of ${value}. Begin the text with another character.`,
  },
  "lost-value": {
    message: ({ columnName, value }) => `Medusa takes "${value}" in "${columnName}" for nothing.`,
  },
  "same-tag": {
    message: ({ columnName, value }) =>
      `A tag stands twice in "${columnName}": "${value}". Medusa makes two tags of it, or refuses the file if it has the tag already.`,
  },
  "untidy-tags": {
    message: ({ columnName, value }) =>
      `Blanks count in "${columnName}", and between two commas is an empty tag: "${value}". Write a,b,c.`,
  },
  nul: {
    message: ({ columnName }) =>
      `There is an invisible character (NUL) in "${columnName}", which the database refuses. Delete it.`,
    fix: { safe: true, description: () => "Delete the character." },
  },
  "taken-handle": {
    message: ({ value, details }) =>
      `The shop has a product with the handle "${value}" already (${details.id}). Without its id the row would make another one. ${EXPORT_FIRST}`,
  },
  "unknown-product": {
    message: ({ value }) =>
      `The shop has no product with the id "${value}". Leave the id empty to make one.`,
  },
  "ignored-cell": {
    message: ({ columnName, value, becomes }) =>
      columnName === undefined
        ? "The row says other things of its product than the first row with that handle. Medusa takes the first, and loses this."
        : `"${columnName}" is the product's, and Medusa takes it of the first row of the product: "${becomes}", not "${value}".`,
  },
  "quoted-handle": {
    message: ({ value }) =>
      `The handle ${value} begins with a quote, with which Medusa cannot find the product again.`,
  },
  "reserved-handle": {
    message: ({ value }) =>
      `Medusa cannot import a product with the handle "${value}": it is a word of its programming language.`,
  },
  "renamed-product": {
    message: ({ value, details }) =>
      `The product ${details.id} has the handle "${details.handle}" in the shop: it would be called "${value}", and its old address would be gone.`,
  },
  "collection-title": {
    message: ({ value }) =>
      `The collection "${value}" has no handle in this row. Medusa finds a collection by "Product Collection Handle" alone: the product would be in none.`,
  },
  "product-of-two-handles": {
    message: ({ value, details }) =>
      `The product "${value}" stands in line ${details.otherLine} with another handle. It can have one only.`,
  },
  "option-count": {
    message: ({ details }) =>
      `The product has ${details.options} options ("Option 1 Name" …), and this variant has ${details.values} values. There must be one for each.`,
  },
  "option-missing": {
    message: ({ value }) =>
      `There is no value for the option "${value}" of the product. Each row must name the options as the first one does; a name must not be a number.`,
  },
  "unknown-option": {
    message: ({ columnName, details }) =>
      `The product has no option "${details.option}": the value in "${columnName}" would take the place of another option's. Name the option as in the shop.`,
  },
  "twin-options": {
    message: ({ value }) =>
      `The product has a variant with these options (${value}) already. Medusa does not notice, as they are numbers: there would be two.`,
  },
  "same-options": {
    message: ({ value }) =>
      `The product has a variant with these options${value ? ` (${value})` : ""} already. No two can have the same, and without options there can be one only.`,
  },
  "same-sku": {
    message: ({ value, details }) =>
      `The SKU "${value}" stands in line ${details.otherLine} already. No two variants can have the same.`,
  },
  "taken-sku": {
    message: ({ value, details }) =>
      `A variant of the shop (${details.id}) has the SKU "${value}" already. ${EXPORT_FIRST}`,
  },
  "same-barcode": {
    message: ({ value, details }) =>
      `The barcode "${value}" stands in line ${details.otherLine} already. No two variants can have the same.`,
  },
  "taken-barcode": {
    message: ({ value, details }) =>
      `A variant of the shop (${details.id}) has the barcode "${value}" already. ${EXPORT_FIRST}`,
  },
  "unknown-variant": {
    message: ({ value }) =>
      `The shop has no variant with the id "${value}". Leave the id empty to make one.`,
  },
  "foreign-variant": {
    message: ({ value }) =>
      `The variant "${value}" belongs to another product, and stays there. Leave the id empty to make a new variant of this product.`,
  },
  "foreign-option": {
    message: ({ columnName }) =>
      `The variant belongs to another product, which has not the option of "${columnName}". Leave the variant's id empty to make a new variant of this product.`,
  },
  "same-variant": {
    message: ({ value, details }) =>
      `The variant "${value}" stands in line ${details.otherLine} already. Medusa takes the last of the rows.`,
  },
  "no-price": {
    message: ({ columnName, value }) =>
      `"${value}" in "${columnName}" is no price. Write it as 10.50, without a currency in front.`,
  },
  "cut-price": {
    message: ({ columnName, value, becomes, suggestion }) =>
      `Medusa reads "${value}" in "${columnName}" as ${becomes}. Write ${suggestion ?? "10.50"}: a point before the cents, and nothing between thousands.`,
    fix: { safe: true, description: ({ suggestion }) => suggestion && `Write ${suggestion}.` },
  },
  "rounded-price": {
    message: ({ columnName, value, becomes }) =>
      `Medusa rounds "${value}" in "${columnName}" to ${becomes}.`,
  },
  "large-price": {
    message: ({ columnName, value }) => `The price "${value}" in "${columnName}" is too large.`,
  },
  "negative-price": {
    message: ({ columnName, value }) => `The price ${value} in "${columnName}" is below zero.`,
  },
  "same-price": {
    message: ({ columnName, details }) =>
      `"${columnName}" means the same prices as "${details.other}": the variant would have two.`,
  },
  "deleted-prices": {
    message: ({ details }) =>
      `The row updates the prices of a variant, and Medusa deletes those that it does not name: ${details.prices}. Put them in the file, too: an export has them all.`,
  },
  "replaced-prices": {
    message: () =>
      "The row updates the prices of a variant. Medusa deletes those that the row does not name, other currencies' and regions' too.",
  },
  "unknown-currency": {
    message: ({ columnName, details }) =>
      `Medusa takes "${columnName}" for prices in the currency "${String(details.currency).toUpperCase()}", which it does not know. A column is called "Price EUR".`,
  },
  "unknown-region": {
    message: ({ columnName, suggestion, details }) =>
      `The shop has no region "${details.region}".${isIt(suggestion)} Delete the column "${columnName}", or make the region.`,
  },
  "other-currency": {
    message: ({ columnName, details }) =>
      `The region "${details.region}" has the currency ${String(details.currency).toUpperCase()}: Medusa takes the prices in "${columnName}" for it.`,
  },
  "unsold-currency": {
    message: ({ columnName, details }) =>
      `The shop does not sell in ${String(details.currency).toUpperCase()}: nobody will see the prices in "${columnName}".`,
  },
  "unknown-channel": {
    message: ({ value, suggestion }) =>
      `The shop has no sales channel "${value}".${isIt(suggestion)} Medusa leaves it out without a word.`,
  },
  "ignored-profile": {
    message: ({ columnName, value }) =>
      `Medusa does not look at "${columnName}": the product gets the shop's default profile, not "${value}". Set it in the admin.`,
  },
  "same-channel": {
    message: ({ value }) =>
      `The row names the sales channel "${value}" twice, by its id and its name perhaps. Medusa refuses that for a new product: delete one of the columns.`,
  },
  "unknown-collection": {
    message: ({ value, suggestion }) =>
      `The shop has no collection with the handle "${value}".${isIt(suggestion)} Make it first.`,
  },
  "unknown-category": {
    message: ({ value, suggestion }) =>
      `The shop has no category with the handle "${value}".${isIt(suggestion)} Make it first.`,
  },
  "no-variant": {
    message: () =>
      'The row has neither a "Product Variant ID" nor an "SKU": whose prices are these?',
  },
  "unknown-list-variant": {
    message: ({ columnName, value }) =>
      `The shop has no variant with the ${columnName === "SKU" ? "SKU" : "id"} "${value}".`,
  },
  "other-sku": {
    message: ({ value, details }) =>
      `The id in this row is that of the variant "${details.sku}", not of "${value}". Medusa goes by the id: leave one of the two empty.`,
  },
  "no-price-cell": {
    message: () =>
      'The row has no cell for a price. A file needs a column such as "Price EUR", and each row its cell.',
  },
  "same-list-variant": {
    message: ({ value, details }) =>
      `The variant "${value}" stands in line ${details.otherLine} already: it would have two prices.`,
  },
  "no-prices": {
    message: () =>
      "The row has no price. A price list is emptied before it is filled: the variant would have none in it any more.",
  },
};

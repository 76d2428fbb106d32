import { sentences } from "../errors.js";

/** What words of Medusa's mean, and what to do: of what it answers about jobs, and of what made a job fail. */
interface Meaning {
  /** What the server says. */
  said: RegExp;
  means: string | ((...found: string[]) => string);
}

/** What a message of the server's means; `undefined` where it says enough, or nobody knows. */
export function meaningOf(message: string): string | undefined {
  for (const { said, means } of MEANINGS) {
    const found = said.exec(message);
    if (found) return typeof means === "string" ? means : means(...found.slice(1));
  }
  return undefined;
}

/** What made a job fail, and what that means. */
export function explained(messages: readonly string[]): string {
  const means = new Set(messages.flatMap((message) => meaningOf(message) ?? []));
  return sentences([messages.join("; "), ...means]);
}

/** How the names of Postgres's constraints begin, in Medusa's migrations since 2021. */
const UNIQUE: Record<string, string> = {
  cf9: "product with this handle",
  "2ca": "variant with this SKU",
  "045": "variant with this barcode",
};

const MEANINGS: readonly Meaning[] = [
  // Rows of an import
  {
    said: /unique constraint "IDX_(...)/,
    means: (name = "") =>
      `There is a ${UNIQUE[name] ?? "row like it"} already. A row updates one only by its Product Id or Variant Id: export first.`,
  },
  {
    said: /"money_amount" violates foreign key/,
    means: 'A column "Price …" is for a currency that Medusa does not know.',
  },
  {
    said: /for a region (.+) that doesn't exist/,
    means: (name = "") =>
      `A column as "Price ${name} [USD]" holds prices of the region "${name}", which the shop has not: delete the column, or make the region.`,
  },
  {
    said: /treat column \ufeff/,
    means:
      "The file begins with an invisible character, a byte order mark (BOM): save it without one.",
  },
  {
    said: /treat column __parsed_extra/,
    means: "A row has more cells than there are columns: a separator too many, or without quotes?",
  },
  {
    said: /treat column .+ from the csv/,
    means: "Columns must be spelled as in an export, capitals too, and no other may be there.",
  },
  {
    said: /in line \d+ of the given csv/,
    means: "Is a line blank, as the last one? The header is line 0.",
  },
  {
    said: /null value in column/,
    means: "That column is missing, or its cell in this row is empty, or no number.",
  },
  {
    said: /product_status_enum/,
    means: "Product Status must be draft, proposed, published or rejected.",
  },
  {
    said: /^(?!Batch|Price).* with \w+: .* was not found/,
    means: "Create it first, or empty the cell. Ids must be of this shop.",
  },
  {
    said: /SKU or ID is required/,
    means:
      'A row has neither "Product Variant ID" nor "SKU": it may be blank, or two columns were read as one.',
  },

  {
    said: /^The specified key does not exist/,
    means:
      "The bucket has no file of this fileKey: it is not the key of an upload, or the file is gone.",
  },

  // Exports
  {
    said: /^column \w+\.|^Relation with|^Property "|for enum|\(reading '|^Provided "/,
    means:
      "See what context says of order, fields, expand, limit and filterable_fields: there is no such thing, or the export needs another.",
  },

  // What is asked of a job
  {
    said: /BatchJob strategy with/,
    means:
      "There are product-export, order-export, product-import, price-list-import, and those of plugins.",
  },
  {
    said: /Cannot confirm/,
    means: "Only a dry run can be, once, and when it is prepared: wait(id) resolves then.",
  },
  {
    said: /^property (\w+) should not exist/,
    means: (name = "") => `Medusa knows no "${name}" here: is it misspelt?`,
  },
];

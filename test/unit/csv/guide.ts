import { checkImport, RULES, type Rule, type RuleId, type Severity } from "medusa-batch-jobs/csv";
import type { Column, ColumnKind, Schema } from "../../../src/csv/schema/column.js";
import { PRICE_LIST_IMPORT } from "../../../src/csv/schema/price-list-import.js";
import { PRODUCT_IMPORT } from "../../../src/csv/schema/product-import.js";
import { CORPUS } from "../../contract/csv/corpus/index.js";
import { HELD_OUT } from "../../contract/csv/held-out/index.js";
import { foretell, foretellOlder, matrixOf } from "../../contract/csv/matrix.js";
import { OLDER } from "../../contract/csv/recorded.js";
import { withSections } from "../../support/generated-sections.js";
import { EXAMPLES } from "./examples.js";

/** The page about the checker. Between two comments that name a section stands what is generated. */
export const PAGE = new URL("../../../docs/csv.md", import.meta.url);

/** The page as the rules and the columns say it should be. */
export async function guide(): Promise<string> {
  return withSections(PAGE, {
    "product columns": columnTable(PRODUCT_IMPORT),
    "price list columns": columnTable(PRICE_LIST_IMPORT),
    "refused rules": await ruleTable("refused"),
    "changed rules": await ruleTable("changed"),
    "suspicious rules": await ruleTable("suspicious"),
    "confusion matrix": await matrices(),
  });
}

const KINDS: Readonly<Record<ColumnKind, string>> = {
  id: "an id",
  handle: "text; what looks like a number becomes one",
  text: "text; what looks like a number becomes one",
  integer: "a whole number from -2147483648 to 2147483647",
  boolean: "true, if it is `true` or `TRUE`; false otherwise",
  status: "one of the four",
  thumbnail: "text; what looks like a number becomes one",
  tags: "a tag for each part between commas, blanks and all",
  type: "text; what looks like a number becomes one",
  optionName: "an option of the product",
  optionValue: "the variant's value of the option",
  image: "an image of the product",
  regionPrice: "a price in the region's own currency, rounded to its smallest unit",
  currencyPrice: "a price, rounded to the currency's smallest unit",
  channel: "a link to the channel; nothing, if there is none",
  channelDescription: "nothing",
  collection: "a link to the collection",
  category: "a link to the category",
  profile: "nothing",
  ignored: "nothing",
};

function columnTable(schema: Schema): string {
  const rows = schema.map((column) => [
    `\`${column.name}\``,
    column.about,
    neededBy(column),
    KINDS[column.kind],
    `\`${column.example}\``,
  ]);
  return table(["Column", "What it is", "Needed", "What a cell becomes", "Example"], rows);
}

const NEEDS: Readonly<Record<NonNullable<Column["needs"]>, string>> = {
  always: "in every row",
  value: "to create; never empty",
  ifPresent: "never empty, if the column is there",
};

function neededBy({ needs, flag }: Column): string {
  return [needs && NEEDS[needs], flag && `known with the feature \`${flag}\` only`]
    .filter(Boolean)
    .join("; ");
}

async function ruleTable(severity: Severity): Promise<string> {
  const rules = Object.entries<Rule>(RULES).filter(([, rule]) => rule.severity === severity);
  const rows = rules.map(async ([id, { server }]) => [
    `\`${id}\``,
    await exampleOf(id as RuleId),
    server,
  ]);
  return table(
    ["Rule", "What the checker says", "What Medusa says, or does"],
    await Promise.all(rows),
  );
}

async function exampleOf(id: RuleId): Promise<string> {
  const { file, type, shop, medusa } = EXAMPLES[id];
  const { problems } = await checkImport(file, { type, shop, medusa });
  return problems.find(({ rule }) => rule === id)?.message ?? "";
}

async function matrices(): Promise<string> {
  const corpus = await foretell("corpus", CORPUS);
  const heldOut = await foretell("held-out", HELD_OUT);
  const matrix = (title: string, files: typeof corpus) =>
    ["```text", `${title}: ${files.length} files`, matrixOf(files), "```"].join("\n");
  const older = OLDER.map(async (profile) => {
    const files = [
      ...(await foretellOlder("corpus", CORPUS, profile)),
      ...(await foretellOlder("held-out", HELD_OUT, profile)),
    ];
    return matrix(`Of both, on Medusa ${profile}`, files);
  });
  const all = [
    matrix("Corpus", corpus),
    matrix("Held out", heldOut),
    ...(await Promise.all(older)),
  ];
  return all.join("\n\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What Markdown, an editor or git would stumble over. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("\ufeff", "")
    .replaceAll("\0", "")
    .replaceAll("\r", "")
    .replaceAll("\n", " ");
}

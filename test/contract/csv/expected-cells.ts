import { cellOf, type PersonsRow } from "./as-read.js";
import { CHANNELS } from "./corpus-shop.js";
import type { ProductRow, VariantRow } from "./rows.js";

type Owner = "product" | "variant";

const MEASURES = { Weight: "weight", Length: "length", Width: "width", Height: "height" };
const CUSTOMS = {
  "HS Code": "hs_code",
  "Origin Country": "origin_country",
  "MID Code": "mid_code",
  Material: "material",
};
const TEXTS: Record<Owner, Record<string, string>> = {
  product: {
    Id: "id",
    Handle: "handle",
    Title: "title",
    Subtitle: "subtitle",
    Description: "description",
    Status: "status",
    Thumbnail: "thumbnail",
    "External Id": "external_id",
    "Profile Name": "profile",
    "Collection Handle": "collection",
    ...CUSTOMS,
  },
  variant: { Id: "id", Title: "title", SKU: "sku", Barcode: "barcode", ...CUSTOMS },
};
const INTEGERS: Record<Owner, Record<string, string>> = {
  product: MEASURES,
  variant: { "Inventory Quantity": "inventory_quantity", ...MEASURES },
};
const BOOLEANS: Record<Owner, Record<string, string>> = {
  product: { Discountable: "discountable" },
  variant: { "Allow Backorder": "allow_backorder", "Manage Inventory": "manage_inventory" },
};

const YES = /^(true|t|yes|y|on|1|x|ja|j|wahr)$/i;
const NO = /^(false|f|no|n|off|0|nein|falsch)$/i;

/** Whether what the database holds is what a person means by the text of a cell; `undefined` for columns of other kinds. */
export function isAsWritten(
  column: string,
  text: string,
  product: ProductRow,
  variant: VariantRow,
): boolean | undefined {
  const [, prefix, name = ""] = column.match(/^(Product|Variant) (.*)$/) ?? [];
  if (prefix === undefined) return undefined;
  const owner = prefix === "Product" ? "product" : "variant";
  const row = owner === "product" ? product : variant;
  const held = (columns: Record<string, string>) => row[columns[name] ?? ""];
  if (name in TEXTS[owner]) return held(TEXTS[owner]) === text;
  if (name in INTEGERS[owner]) return held(INTEGERS[owner]) === integerOf(text);
  if (name in BOOLEANS[owner]) return held(BOOLEANS[owner]) === booleanOf(text);
  return undefined;
}

// Nobody writes three decimal zeros: 1.000 is a thousand.
function integerOf(text: string): number {
  const bare = text.trim();
  const isThousands = /^[+-]?\d{1,3}([.,' \u00a0]\d{3})+$/.test(bare);
  return Number(isThousands ? bare.replaceAll(/[.,' \u00a0]/g, "") : bare.replaceAll("_", "")) + 0;
}

function booleanOf(text: string): boolean | undefined {
  const word = text.trim();
  if (YES.test(word)) return true;
  return NO.test(word) ? false : undefined;
}

/** The tags, type, images and so on of a product that are not as a row has them. */
export function relationDifferences(row: PersonsRow, product: ProductRow): string[] {
  const title = cellOf(row, "Product Collection Title");
  const profileType = cellOf(row, "Product Profile Type");
  const types = cellsLike(row, /Product Type/);
  return [
    ...(title && !product.collection ? [`the collection ${title} is not linked`] : []),
    ...(["", "default"].includes(profileType)
      ? []
      : [`the profile's type ${profileType} is ignored`]),
    ...types
      .filter((type) => type !== product.type)
      .map((type) => `the type ${type} became ${product.type}`),
    ...unlike(
      "tags",
      tagsOf(cellOf(row, "Product Tags")),
      product.tags.map(trimmed).filter(Boolean),
    ),
    ...unlike("images", cellsLike(row, /Image (?:\d+ )?Url/), product.images),
    ...unlike("channels", [...new Set(channelsOf(row))], product.salesChannels),
  ];
}

/** Columns whose cells {@link relationDifferences} looks at. */
export const RELATIONS =
  /^Product (Collection Title|Profile Type|Tags)$|Product Type|Image (?:\d+ )?Url|Sales Channel (?:\d+ )?(Id|Name|Description)/;

function tagsOf(cell: string): string[] {
  return cell.split(",").map(trimmed).filter(Boolean);
}

function trimmed(text: string): string {
  return text.trim();
}

function cellsLike(row: PersonsRow, pattern: RegExp): string[] {
  return row
    .filter(([column, text]) => pattern.test(column) && text !== "")
    .map(([, text]) => text);
}

// An export has the name for the id as well. A description tells nothing beside them.
function channelsOf(row: PersonsRow): string[] {
  const names = cellsLike(row, /Sales Channel (?:\d+ )?Name/);
  const ids = cellsLike(row, /Sales Channel (?:\d+ )?Id/).map(
    (id) => CHANNELS.find((channel) => channel.id === id)?.name ?? id,
  );
  if (names.length > 0 || ids.length > 0) return [...names, ...ids];
  return cellsLike(row, /Sales Channel (?:\d+ )?Description/);
}

// Nothing named is nothing expected.
function unlike(what: string, named: string[], held: string[]): string[] {
  const isAlike = named.toSorted().join("\n") === held.toSorted().join("\n");
  return named.length === 0 || isAlike ? [] : [`the ${what} ${named} became ${held}`];
}

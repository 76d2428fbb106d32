/** What a column's cells become, and so what can be wrong with them. */
export type ColumnKind =
  | "id"
  | "handle"
  | "text"
  | "integer"
  | "boolean"
  | "status"
  | "thumbnail"
  | "tags"
  | "type"
  | "optionName"
  | "optionValue"
  | "image"
  | "regionPrice"
  | "currencyPrice"
  | "channel"
  | "channelDescription"
  | "collection"
  | "category"
  | "profile"
  | "ignored";

/** A column that Medusa's import knows. */
export interface Column {
  /** As the header has it; of a family such as `Option 1 Name`, with `N` for its number. */
  name: string;
  kind: ColumnKind;
  /** Whose cells they are: a product's are taken of the first of its rows alone, a variant's of each row. */
  of: "product" | "variant";
  /** The field of the database, as the server's messages name it. */
  field: string;
  /** How the server recognizes one of a family: unanchored, as in its own source. */
  match?: RegExp | undefined;
  /** Whether the database wants a value: of every row, of what a row creates, or where the column is there at all. */
  needs?: "always" | "value" | "ifPresent" | undefined;
  /** The feature flag without which the server refuses it. */
  flag?: "sales_channels" | "product_categories" | undefined;
  /** What the cells are for. */
  about: string;
  example: string;
}

/** A column of a file's header. */
export interface FileColumn {
  /** As the file has it. */
  name: string;
  index: number;
  /** What the server takes it for; `undefined` for what it refuses. */
  column: Column | undefined;
}

/** The columns that one type of import knows, in the order in which the server looks through them. */
export type Schema = readonly Column[];

/** Whether nothing comes of a column's cells. */
export function isIgnored({ kind }: Column): boolean {
  return kind === "ignored" || kind === "profile" || kind === "channelDescription";
}

/** The column that the server takes a name of a header for. */
export function resolveColumn(name: string, schema: Schema): Column | undefined {
  const exact = schema.find((column) => !column.match && column.name === name);
  return exact ?? schema.find(({ match }) => match?.test(name));
}

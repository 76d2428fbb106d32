import type { Typed } from "../../csv/read/typed.js";
import type { ColumnKind } from "../../csv/schema/column.js";
import type { ReadCell } from "./import-file.js";
import { type RowPrice, rowPrice } from "./row-prices.js";

/** A row of a product import. A list is missing where the file has no column for it. */
export interface ProductLine {
  /** By the fields of the schema. */
  product: Record<string, Typed>;
  variant: Record<string, Typed>;
  tags?: string[];
  images?: Typed[];
  channels?: ChannelCell[];
  options?: { title: Typed }[];
  values?: OptionValue[];
  prices?: RowPrice[];
}

/** A cell that names a channel, by one of three. */
export interface ChannelCell {
  id?: Typed;
  name?: Typed;
  description?: Typed;
}

/** A value of an option, and what the row says is the name of the option. */
export interface OptionValue {
  value: Typed;
  title: Typed | undefined;
}

/** The row that its cells make. */
export function toProductLine(cells: readonly ReadCell[]): ProductLine {
  const line: ProductLine = { product: {}, variant: {} };
  for (const cell of cells) {
    const read = READERS[cell.column.kind] ?? readField;
    read(line, cell, cells);
  }
  return line;
}

type Reader = (line: ProductLine, cell: ReadCell, row: readonly ReadCell[]) => void;

const READERS: { readonly [K in ColumnKind]?: Reader } = {
  handle(line, { value }) {
    line.product.handle = value;
  },
  // An empty one does not take back what another column of this kind said.
  type(line, { value, column }) {
    if (value !== null) line.product[column.field] = value;
  },
  tags(line, { value }) {
    if (value) line.tags = String(value).split(",");
  },
  image(line, { value }) {
    line.images = added(line.images, value, value);
  },
  channel: readChannel,
  channelDescription: readChannel,
  optionName(line, { value }) {
    line.options = added(line.options, value, { title: value });
  },
  optionValue(line, { name, value }, row) {
    const title = row.find((cell) => cell.name === `${name.slice(0, -6)} Name`)?.value;
    line.values = added(line.values, value, { value, title });
  },
  regionPrice: readPrice,
  currencyPrice: readPrice,
  profile() {},
  ignored() {},
};

function readChannel(line: ProductLine, { value, column }: ReadCell): void {
  const part = column.name.slice(column.name.lastIndexOf(" ") + 1).toLowerCase();
  line.channels = added(line.channels, value, { [part]: value });
}

function readField(line: ProductLine, { column, value }: ReadCell): void {
  line[column.of][column.field] = value;
}

function readPrice(line: ProductLine, cell: ReadCell): void {
  line.prices = added(line.prices, cell.value, rowPrice(cell));
}

/** A list, be it empty, says that there is a column for it. */
function added<Item>(list: readonly Item[] = [], value: Typed, item: Item): Item[] {
  return value === null ? [...list] : [...list, item];
}

import {
  type Cell,
  type FakeProduct,
  type FakeSalesChannel,
  type FakeShop,
  makeProduct,
} from "../shop.js";
import { changes, duplicateKey, filled, toFields, toText, unquoted } from "./database.js";
import type { ChannelCell, ProductLine } from "./product-line.js";

/** Adds the product of a row, without its variants. */
export function createProduct(line: ProductLine, shop: FakeShop, at: number): void {
  const related = relatedTo(line, shop);
  const { sales_channels: channels = [], images: [image] = [] } = related;
  const fields = filled(toFields(line.product, "product", true));
  if (!line.product.thumbnail && image !== undefined) fields.thumbnail = image;
  const [title, handle] = [String(fields.title), String(fields.handle)];
  assertFree(handle, shop);
  if (new Set(channels).size < channels.length) {
    throw duplicateKey("PK_fd29b6a8bd641052628dee19583");
  }
  const options = line.options?.map((option) => toText(option.title) ?? "");
  shop.put(makeProduct({ ...fields, ...related, title, handle, options }, at));
}

/** Updates the product that a row names by id. Its options stay: Medusa does not support that. */
export function updateProduct(line: ProductLine, shop: FakeShop): void {
  const related = relatedTo(line, shop);
  const product = shop.products.get(String(line.product.id));
  if (!product) throw new Error(`Product with id: ${line.product.id} was not found`);
  const { sales_channels: channels = product.sales_channels, images: [image] = [] } = related;
  const fields = toFields(line.product, "product", false);
  // Where the file has the column, its emptiness counts.
  const mayChoose = !product.thumbnail && fields.thumbnail === undefined;
  if (mayChoose && image !== undefined) fields.thumbnail = image;
  assertFree(String(fields.handle), shop, product);
  const sales_channels = [...new Set(channels)];
  shop.put({ ...product, ...changes(product, fields), ...related, sales_channels });
}

/** The product with a handle as a row has it. */
export function productOf({ product: { handle } }: ProductLine, shop: FakeShop): FakeProduct {
  const found = [...shop.products.values()].find((product) => product.handle === String(handle));
  if (found) return found;
  throw new Error(`Product with handle: ${handle} was not found`);
}

interface Related {
  images?: string[];
  tags?: string[];
  type?: Cell;
  sales_channels?: FakeSalesChannel[];
  collection_handle?: string;
  collection_title?: string;
}

/** What hangs on a product, as far as the row says something of it. */
function relatedTo({ product, tags, images, channels }: ProductLine, shop: FakeShop): Related {
  const { "type.value": type, "collection.handle": collection } = product;
  return {
    ...(channels && { sales_channels: channelsOf(channels, shop) }),
    ...(collection != null && collectionOf(toText(collection) ?? "", shop)),
    ...(images && { images: images.map((url) => toText(url) ?? "") }),
    ...(tags && { tags: tags.map((tag) => toText(tag) ?? "") }),
    ...(type !== undefined && { type: toText(unquoted(type)) }),
  };
}

/** Each cell names one, by its id or by its name; one that is not found is left out without a word. */
function channelsOf(cells: readonly ChannelCell[], { salesChannels }: FakeShop) {
  return cells.flatMap(({ id, name }) => {
    // The look-up of what Postgres cannot read is caught, and everything after it fails.
    if (String(id ?? name).includes("\0")) {
      throw new Error(
        "current transaction is aborted, commands ignored until end of transaction block",
      );
    }
    const isNamed = (channel: FakeSalesChannel) =>
      id ? channel.id === String(id) : name !== undefined && channel.name === String(name);
    return salesChannels.find(isNamed) ?? [];
  });
}

function collectionOf(collection_handle: string, { collections }: FakeShop): Related {
  const collection_title = collections.get(collection_handle);
  if (collection_title !== undefined) return { collection_handle, collection_title };
  throw new Error(`Product collection with handle: ${collection_handle} was not found`);
}

function assertFree(handle: string, { products }: FakeShop, owner?: FakeProduct): void {
  const isTaken = [...products.values()].some(
    (product) => product !== owner && product.handle === handle,
  );
  if (isTaken) throw duplicateKey("IDX_cf9cc6c3f2e6414b992223fff1");
}

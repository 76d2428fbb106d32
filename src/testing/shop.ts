import { FileStore } from "./files.js";
import { entityId } from "./ids.js";

/** A value of a CSV cell or of a column of the database. */
export type Cell = string | number | boolean | null;

/** A price of a variant. */
export interface FakePrice {
  /** Lower case. */
  currency_code: string;
  /** In the currency's smallest unit: `1050` is 10.50 euro. */
  amount: number;
  /** The region's name, for a price of one region. */
  region?: string | undefined;
}

/** A price of a price list. */
export interface FakeListPrice extends FakePrice {
  variant_id: string;
}

type VariantDetail =
  | "weight"
  | "length"
  | "width"
  | "height"
  | "hs_code"
  | "origin_country"
  | "mid_code"
  | "material";

type ProductDetail =
  | VariantDetail
  | "subtitle"
  | "description"
  | "thumbnail"
  | "collection_title"
  | "collection_handle"
  | "type"
  | "discountable"
  | "external_id"
  | "profile_name"
  | "profile_type";

/** A variant of a product. */
export interface FakeVariant extends Partial<Record<VariantDetail, Cell>> {
  id: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  inventory_quantity: number;
  allow_backorder: boolean;
  manage_inventory: boolean;
  prices: FakePrice[];
  /** The values of the product's options, in their order. */
  options: string[];
}

/** Where products are sold. */
export interface FakeSalesChannel {
  id: string;
  name: string;
  description: string;
}

/** A product. */
export interface FakeProduct extends Partial<Record<ProductDetail, Cell>> {
  id: string;
  handle: string;
  title: string;
  status: "draft" | "proposed" | "published" | "rejected" | (string & {});
  tags: string[];
  /** URLs. */
  images: string[];
  /** The titles of its options: "Size". */
  options: string[];
  sales_channels: FakeSalesChannel[];
  variants: FakeVariant[];
  created_at: string;
}

/** A variant to begin with; what is left out gets a default. */
export type FakeVariantInput = LeftOut<FakeVariant> & Pick<FakeVariant, "title">;

/** A product to begin with; what is left out gets a default. */
export type FakeProductInput = LeftOut<Omit<FakeProduct, "variants">> &
  Pick<FakeProduct, "handle" | "title"> & { variants?: readonly FakeVariantInput[] | undefined };

type LeftOut<T> = { [K in keyof T]?: T[K] | undefined };

/** An order, for `order-export`: the cells of its CSV row by column name, for instance `{"Order_ID": "order_1"}`. */
export type FakeOrder = Readonly<Record<string, string | number>>;

/** What a shop begins with. */
export interface FakeShopOptions {
  /** The shop's products, sold in its first channel unless they say otherwise. Default: none. */
  products?: readonly FakeProductInput[] | undefined;
  /** The orders for `order-export`. Default: none. */
  orders?: readonly FakeOrder[] | undefined;
  /** The ids of the price lists, the targets of `price-list-import`. Default: {@link DEFAULT_PRICE_LISTS}. */
  priceLists?: readonly string[] | undefined;
  /** Currency codes by the names of the shop's regions: `{ Europe: "eur" }`. Default: none. */
  regions?: Readonly<Record<string, string>> | undefined;
  /** The titles of the shop's collections, by their handles: `{ summer: "Summer" }`. Default: those of its products. */
  collections?: Readonly<Record<string, string>> | undefined;
  /** The shop's sales channels. Default: {@link DEFAULT_SALES_CHANNELS}. */
  salesChannels?: readonly FakeSalesChannel[] | undefined;
}

/** The ids of the price lists. */
export const DEFAULT_PRICE_LISTS: readonly string[] = ["pl_01G8X9A7ESKAJXG2H0E6F1MW7A"];

/** The channel that Medusa makes in every shop. */
export const DEFAULT_SALES_CHANNELS: readonly FakeSalesChannel[] = [
  {
    id: "sc_01G8X9A7ESKAJXG2H0E6F1MW7A",
    name: "Default Sales Channel",
    description: "Created by Medusa",
  },
];

/** What the strategies work on: the shop's data and files. */
export class FakeShop {
  /** By id. */
  products = new Map<string, FakeProduct>();
  /** The prices of the price lists, by the lists' ids. */
  priceLists = new Map<string, FakeListPrice[]>();
  readonly orders: readonly FakeOrder[];
  /** Currency codes by the names of the regions. */
  readonly regions: ReadonlyMap<string, string>;
  /** The titles of the collections, by their handles. */
  readonly collections: ReadonlyMap<string, string>;
  readonly salesChannels: readonly FakeSalesChannel[];
  readonly files = new FileStore();

  constructor(options: FakeShopOptions, now: number) {
    const { products = [], orders = [], priceLists = DEFAULT_PRICE_LISTS, regions = {} } = options;
    this.salesChannels = options.salesChannels ?? DEFAULT_SALES_CHANNELS;
    const sales_channels = this.salesChannels.slice(0, 1);
    for (const input of products) this.put(makeProduct({ sales_channels, ...input }, now));
    for (const id of priceLists) this.priceLists.set(id, []);
    this.orders = orders;
    this.regions = new Map(Object.entries(regions));
    const ofProducts = products.flatMap(({ collection_handle: handle, collection_title: title }) =>
      handle == null ? [] : [[String(handle), String(title ?? handle)] as const],
    );
    this.collections = new Map([...ofProducts, ...Object.entries(options.collections ?? {})]);
  }

  /** Adds a product, or replaces the one with its id. */
  put(product: FakeProduct): void {
    this.products.set(product.id, product);
  }

  /** The variant that satisfies `test`, with its product. */
  findVariant(
    test: (variant: FakeVariant) => boolean,
  ): { product: FakeProduct; variant: FakeVariant } | undefined {
    for (const product of this.products.values()) {
      const variant = product.variants.find(test);
      if (variant) return { product, variant };
    }
    return undefined;
  }

  /** Runs `work`; when it throws, the data is as before. Files are not part of the database: they stay. */
  transaction<T>(work: () => T): T {
    const { products, priceLists } = this;
    this.products = new Map(products);
    this.priceLists = new Map(priceLists);
    try {
      return work();
    } catch (error) {
      Object.assign(this, { products, priceLists });
      throw error;
    }
  }
}

/** A whole product of what a test, or a CSV, says about it. */
export function makeProduct(input: FakeProductInput, now: number): FakeProduct {
  return {
    id: entityId("prod", now),
    status: "draft",
    discountable: true,
    profile_name: "Default Shipping Profile",
    profile_type: "default",
    sales_channels: [],
    tags: [],
    images: [],
    options: [],
    created_at: new Date(now).toISOString(),
    ...given(input),
    variants: (input.variants ?? []).map((variant) => makeVariant(variant, now)),
  };
}

/** A whole variant of what a test, or a CSV, says about it. */
export function makeVariant(input: FakeVariantInput, now: number): FakeVariant {
  return {
    id: entityId("variant", now),
    sku: null,
    barcode: null,
    inventory_quantity: 0,
    allow_backorder: false,
    manage_inventory: true,
    prices: [],
    options: [],
    ...given(input),
  };
}

/** What is undefined is left out, or it would take the place of a default. */
function given<T extends object>(input: T): T {
  const copy = { ...input };
  for (const [key, value] of Object.entries(copy)) {
    if (value === undefined) Reflect.deleteProperty(copy, key);
  }
  return copy;
}

/**
 * The shop that every file of the corpus meets: richer than the seed, and with ids that files can
 * name. Prices are in the smallest unit, as the database has them.
 */
export function corpusShop(kept: Kept): Record<string, object[]> {
  const products = PRODUCTS.map(
    ({ options, variants, tags, images, channels, ...product }) => product,
  );
  return {
    store: [{ ...kept.store, default_sales_channel_id: "sc_default" }],
    store_currencies: ["eur", "usd"].map((code) => ({
      store_id: kept.store.id,
      currency_code: code,
    })),
    country: kept.countries.map((country) => ({
      ...country,
      region_id: COUNTRIES[country.iso_2] ?? null,
    })),
    region: REGIONS,
    sales_channel: CHANNELS,
    product_category: CATEGORIES,
    product_collection: COLLECTIONS,
    product_type: TYPES,
    product_tag: TAGS,
    product_tags: joined("tags", "product_tag_id"),
    image: PRODUCTS.flatMap(({ images }) => images).map((id) => ({ id, url: imageUrl(id) })),
    product_images: joined("images", "image_id"),
    product: products,
    product_sales_channel: joined("channels", "sales_channel_id"),
    product_shipping_profile: PRODUCTS.map(({ id }) => ({
      product_id: id,
      profile_id: kept.profileId,
    })),
    product_option: PRODUCTS.flatMap(({ id, options }) =>
      options.map((title, index) => ({ id: optionId(id, index), product_id: id, title })),
    ),
    product_variant: PRODUCTS.flatMap(({ id, variants, deleted_at }) =>
      variants.map(({ values, prices, ...variant }, index) => ({
        ...VARIANT,
        ...variant,
        title: values.join(" / "),
        product_id: id,
        variant_rank: index,
        deleted_at: deleted_at ?? null,
      })),
    ),
    product_option_value: PRODUCTS.flatMap(({ id, variants }) =>
      variants.flatMap((variant) =>
        variant.values.map((value, index) => ({
          id: `optval_${variant.id}_${index + 1}`,
          option_id: optionId(id, index),
          variant_id: variant.id,
          value,
        })),
      ),
    ),
    price_list: PRICE_LISTS,
    ...prices(),
  };
}

/** What Medusa made for itself and the corpus' shop goes on with. */
export interface Kept {
  store: { id: string };
  countries: { iso_2: string }[];
  profileId: string;
}

/** The price lists of the shop: one with prices, one of another region, one without. */
export const SALE = "pl_sale";
export const VIP = "pl_vip";
export const EMPTY_LIST = "pl_empty";

const REGIONS = [
  { id: "reg_eu", name: "EU", currency_code: "eur", tax_rate: 0 },
  { id: "reg_us", name: "US", currency_code: "usd", tax_rate: 0 },
  { id: "reg_na", name: "North America", currency_code: "usd", tax_rate: 0 },
  { id: "reg_ch", name: "Schweiz", currency_code: "chf", tax_rate: 0 },
  { id: "reg_jp", name: "Japan", currency_code: "jpy", tax_rate: 0 },
  // Names as people give them, and columns of prices must bear.
  { id: "reg_outlet", name: "EU [Outlet]", currency_code: "eur", tax_rate: 0 },
  { id: "reg_eur", name: "EUR", currency_code: "usd", tax_rate: 0 },
  { id: "reg_7", name: "7", currency_code: "eur", tax_rate: 0 },
];

const COUNTRIES: Record<string, string> = {
  de: "reg_eu",
  us: "reg_us",
  ca: "reg_na",
  ch: "reg_ch",
};

/** Its sales channels. */
export const CHANNELS = [
  { id: "sc_default", name: "Default Sales Channel", description: "Created by Medusa" },
  { id: "sc_b2b", name: "B2B", description: "For cafés" },
  { id: "sc_2024", name: "2024", description: "A name that is a number" },
];

const CATEGORIES = [
  { id: "pcat_cups", name: "Cups", handle: "cups", mpath: "pcat_cups.", is_active: true },
  { id: "pcat_tea", name: "Tea", handle: "tea", mpath: "pcat_tea.", is_active: true },
];

const COLLECTIONS = [
  { id: "pcol_summer", title: "Summer", handle: "summer" },
  { id: "pcol_basics", title: "Basics", handle: "basics" },
  { id: "pcol_2024", title: "2024", handle: "2024" },
];

const TYPES = [{ id: "ptyp_cups", value: "Cups" }];
const TAGS = [
  { id: "ptag_ceramic", value: "ceramic" },
  { id: "ptag_sale", value: "sale" },
];

const PRICE_LISTS = [
  { id: SALE, name: "Summer sale", description: "", type: "sale", status: "active" },
  { id: VIP, name: "VIP", description: "", type: "override", status: "active" },
  { id: EMPTY_LIST, name: "Empty", description: "", type: "sale", status: "draft" },
];

const VARIANT = { inventory_quantity: 100, allow_backorder: false, manage_inventory: true };

interface ShopProduct {
  id: string;
  title: string;
  handle: string;
  status: string;
  deleted_at?: string;
  options: string[];
  tags: string[];
  images: string[];
  channels: string[];
  variants: ShopVariant[];
  [column: string]: unknown;
}

interface ShopVariant {
  id: string;
  sku: string | null;
  values: string[];
  prices: Price[];
  [column: string]: unknown;
}

type Price = { currency_code: string; amount: number; region_id?: string; price_list_id?: string };

const PRODUCTS: ShopProduct[] = [
  {
    id: "prod_cup",
    title: "Espresso Cup",
    subtitle: "Small and strong",
    description: "A cup; for espresso, of course",
    handle: "espresso-cup",
    status: "published",
    thumbnail: "https://shop.example/cup.jpg",
    weight: 200,
    length: 7,
    height: 6,
    width: 8,
    hs_code: "691110",
    origin_country: "de",
    mid_code: "DECUP",
    material: "Porcelain",
    external_id: "ext-cup",
    collection_id: "pcol_summer",
    type_id: "ptyp_cups",
    options: ["Colour"],
    tags: ["ptag_ceramic", "ptag_sale"],
    images: ["img_cup_1", "img_cup_2"],
    channels: ["sc_default", "sc_b2b"],
    variants: [
      {
        id: "variant_cup_white",
        sku: "CUP-WHITE",
        barcode: "4006381333931",
        hs_code: "691110",
        origin_country: "de",
        mid_code: "DECUPW",
        material: "Porcelain",
        weight: 190,
        length: 7,
        height: 6,
        width: 8,
        values: ["White"],
        prices: [
          { currency_code: "eur", amount: 900 },
          { currency_code: "usd", amount: 1000 },
          { currency_code: "eur", amount: 950, region_id: "reg_eu" },
          { currency_code: "eur", amount: 800, price_list_id: SALE },
          { currency_code: "usd", amount: 850, region_id: "reg_us", price_list_id: VIP },
        ],
      },
      {
        id: "variant_cup_black",
        sku: "CUP-BLACK",
        values: ["Black"],
        prices: [{ currency_code: "eur", amount: 950 }],
      },
    ],
  },
  {
    id: "prod_press",
    title: "French Press",
    handle: "french-press",
    status: "published",
    options: ["Size"],
    tags: [],
    images: [],
    channels: ["sc_default"],
    variants: [
      {
        id: "variant_press_350",
        sku: "PRESS-350",
        values: ["350 ml"],
        prices: [
          { currency_code: "eur", amount: 2900 },
          { currency_code: "eur", amount: 2500, region_id: "reg_eu", price_list_id: SALE },
        ],
      },
      {
        id: "variant_press_1000",
        sku: "PRESS-1000",
        values: ["1 l"],
        prices: [{ currency_code: "eur", amount: 3900 }],
      },
    ],
  },
  {
    id: "prod_shirt",
    title: "T-Shirt",
    handle: "t-shirt",
    status: "published",
    options: ["Size", "Colour"],
    tags: [],
    images: [],
    channels: ["sc_default"],
    variants: [
      { id: "variant_shirt_s", sku: "SHIRT-S", values: ["S", "Red"], prices: [] },
      { id: "variant_shirt_m", sku: "SHIRT-M", values: ["M", "Red"], prices: [] },
    ],
  },
  {
    id: "prod_grinder",
    title: "Coffee Grinder",
    handle: "coffee-grinder",
    status: "draft",
    options: ["Model"],
    tags: [],
    images: [],
    channels: [],
    // A number: 007 in a file is this one.
    variants: [
      { id: "variant_grinder", sku: "7", barcode: "123", values: ["Hand"], prices: [] },
      { id: "variant_grinder_none", sku: null, values: ["Electric"], prices: [] },
    ],
  },
  {
    id: "prod_gone",
    title: "Gone Mug",
    handle: "gone-mug",
    status: "published",
    deleted_at: "2024-01-01T00:00:00Z",
    options: ["Colour"],
    tags: [],
    images: [],
    channels: [],
    variants: [
      { id: "variant_gone", sku: "GONE-1", barcode: "GONE-BAR", values: ["Blue"], prices: [] },
    ],
  },
];

/** The prices that a variant has, but for those of price lists. */
export function usualPrices(variantId: string): Price[] {
  const variant = PRODUCTS.flatMap(({ variants }) => variants).find(({ id }) => id === variantId);
  return (variant?.prices ?? []).filter((price) => price.price_list_id === undefined);
}

function optionId(productId: string, index: number): string {
  return `opt_${productId.replace("prod_", "")}_${index + 1}`;
}

function imageUrl(id: string): string {
  return `https://shop.example/${id}.jpg`;
}

function joined(list: "tags" | "images" | "channels", column: string): object[] {
  return PRODUCTS.flatMap((product) =>
    product[list].map((id) => ({ product_id: product.id, [column]: id })),
  );
}

function prices(): Record<string, object[]> {
  const all = PRODUCTS.flatMap(({ variants }) => variants).flatMap((variant) =>
    variant.prices.map((price, index) => ({
      price: { id: `ma_${variant.id}_${index + 1}`, ...price },
      link: {
        id: `pvma_${variant.id}_${index + 1}`,
        variant_id: variant.id,
        money_amount_id: `ma_${variant.id}_${index + 1}`,
      },
    })),
  );
  return {
    money_amount: all.map(({ price }) => price),
    product_variant_money_amount: all.map(({ link }) => link),
  };
}

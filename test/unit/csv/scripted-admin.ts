import type { ShopClient } from "../../../src/csv/index.js";

export interface ScriptedVariant {
  id: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  options: { option_id: string; value: string }[];
  prices: { currency_code: string; region_id: string | null; price_list_id: string | null }[];
}

export interface ScriptedProduct {
  id: string;
  handle: string;
  options: { id: string; title: string }[];
  variants: ScriptedVariant[];
}

const DEFAULT_ROWS = 50;

/** The endpoints of a shop that are read, as a real server answers them; it remembers what it was asked. */
export class ScriptedAdmin implements ShopClient {
  readonly paths: string[] = [];
  /** The options of each request. */
  readonly options: (object | undefined)[] = [];
  readonly headers: (object | undefined)[] = [];
  /** The requests that are under way. */
  open = 0;
  /** The most requests that were under way at once. */
  most = 0;
  flags: Record<string, boolean> = { sales_channels: true, product_categories: false };
  lists: Record<string, object[]> = {
    "/currencies": [{ code: "eur", symbol: "€" }, { code: "usd" }, { code: "jpy" }],
    "/regions": [{ id: "reg_eu", name: "EU", currency_code: "eur", created_at: "2024-01-01" }],
    "/sales-channels": [{ id: "sc_1", name: "Web", is_disabled: false }],
    "/collections": [{ id: "pcol_1", handle: "summer", title: "Summer", metadata: null }],
    "/product-categories": [{ id: "pcat_1", handle: "cups", name: "Cups", rank: 0 }],
  };
  /** Called with each request, before it is answered. */
  meanwhile: (path: string) => void | Promise<void> = () => {};
  readonly #products: readonly ScriptedProduct[];

  constructor(...products: ScriptedProduct[]) {
    this.#products = products;
  }

  readonly admin = { custom: { get: this.#get.bind(this) } };

  async #get<_Query extends object, Answer extends object>(
    path: string,
    _query?: object,
    options?: object,
    headers?: object,
  ): Promise<Answer> {
    this.paths.push(path);
    this.options.push(options);
    this.headers.push(headers);
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    try {
      await new Promise(setImmediate);
      await this.meanwhile(path);
      // Whoever asks says what the answer is.
      return this.#answer(new URL(path, "http://shop.example")) as Answer;
    } finally {
      this.open -= 1;
    }
  }

  /** What was asked of one endpoint. */
  asked(pathname: string): URLSearchParams[] {
    return this.paths
      .map((path) => new URL(path, "http://shop.example"))
      .filter((url) => url.pathname === pathname)
      .map(({ searchParams }) => searchParams);
  }

  #answer({ pathname, searchParams: query }: URL): object {
    if (pathname === "/store") return { store: this.#store() };
    if (pathname === "/products") return page("products", this.#findProducts(query), query);
    if (pathname === "/variants") return page("variants", this.#findVariants(query), query);
    const rows = this.lists[pathname];
    if (!rows) throw new Error(`There is no ${pathname}.`);
    return page(pathname.slice(1).replace("-", "_"), rows, query);
  }

  #store(): object {
    return {
      currencies: [{ code: "eur" }, { code: "usd" }],
      feature_flags: Object.entries(this.flags).map(([key, value]) => ({ key, value })),
    };
  }

  #findProducts(query: URLSearchParams): ScriptedProduct[] {
    const ids = query.getAll("id[]");
    const handle = query.get("handle");
    return this.#products.filter(
      (product) =>
        (ids.length === 0 || ids.includes(product.id)) &&
        (handle === null || product.handle === handle),
    );
  }

  #findVariants(query: URLSearchParams): object[] {
    const ids = query.getAll("id[]");
    const text = query.get("q");
    return this.#products
      .flatMap(({ id, variants }) => variants.map((one) => ({ ...one, product_id: id })))
      .filter(
        ({ id, sku, title }) =>
          (ids.length === 0 || ids.includes(id)) &&
          (text === null || ilike(sku ?? "", text) || ilike(title, text)),
      );
  }
}

function page(key: string, rows: readonly object[], query: URLSearchParams): object {
  const offset = Number(query.get("offset"));
  const limit = Number(query.get("limit") ?? DEFAULT_ROWS);
  return { [key]: rows.slice(offset, offset + limit), count: rows.length };
}

/** Postgres' `ILIKE '%…%'`. */
function ilike(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|%|_|[^\w\s]/gs, (part, escaped?: string) => {
    if (escaped !== undefined) return `\\x${escaped.charCodeAt(0).toString(16).padStart(2, "0")}`;
    return part === "%" ? ".*" : part === "_" ? "." : `\\${part}`;
  });
  return new RegExp(source, "is").test(text);
}

/** A product with a variant of each SKU. */
export function productOf(handle: string, ...skus: string[]): ScriptedProduct {
  return {
    id: `prod_${handle}`,
    handle,
    options: [{ id: `opt_${handle}`, title: "Size" }],
    variants: skus.map((sku, index) => ({
      id: `variant_${handle}_${index}`,
      title: `No. ${index}`,
      sku,
      barcode: null,
      options: [{ option_id: `opt_${handle}`, value: `${index}` }],
      prices: [{ currency_code: "eur", region_id: null, price_list_id: null }],
    })),
  };
}

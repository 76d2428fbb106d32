import type { Shop, ShopProduct, ShopVariant } from "../shop.js";

/** A shop, by what the rows of a file name. */
export class ShopIndex {
  readonly products: ReadonlyMap<string, ShopProduct>;
  readonly productsByHandle: ReadonlyMap<string, ShopProduct>;
  readonly variants: ReadonlyMap<string, ShopVariant>;
  readonly #variantsByProduct = new Map<string, ShopVariant[]>();

  constructor({ products, variants }: Shop) {
    this.products = new Map(products.map((product) => [product.id, product]));
    this.productsByHandle = new Map(
      products.flatMap((product) => (product.handle === null ? [] : [[product.handle, product]])),
    );
    this.variants = new Map(variants.map((variant) => [variant.id, variant]));
    for (const variant of variants) {
      const siblings = this.#variantsByProduct.get(variant.product_id);
      if (siblings) siblings.push(variant);
      else this.#variantsByProduct.set(variant.product_id, [variant]);
    }
  }

  variantsOf(product: ShopProduct): readonly ShopVariant[] {
    return this.#variantsByProduct.get(product.id) ?? [];
  }

  /** The ids of variants by what is unique among them. */
  owners(field: "sku" | "barcode"): Map<string, string> {
    return new Map(
      [...this.variants.values()].flatMap((variant) => {
        const value = variant[field];
        return value === null ? [] : [[value, variant.id]];
      }),
    );
  }
}

import { PAGE_ROWS, type ShopApi } from "./api.js";
import { inParallel } from "./in-parallel.js";
import type { Names } from "./names.js";

/** A page of products takes the server as long as so many single ones. */
const PAGE_COSTS = 4;

/** The ids of the products that are named, or whose variants are. */
export async function findProducts(api: ShopApi, names: Names): Promise<Set<string>> {
  const found = (await isSearchShorter(api, names)) ? await search(api, names) : undefined;
  return found ?? lookThrough(api, names);
}

/** Medusa finds any number of ids at once, but handles and SKUs one by one, and barcodes not at all. */
async function isSearchShorter(api: ShopApi, names: Names): Promise<boolean> {
  if (names.barcodes.size > 0) return false;
  const lookUps = names.handles.size + names.skus.size;
  if (lookUps <= PAGE_COSTS) return true;
  return lookUps <= PAGE_COSTS * Math.ceil((await countProducts(api)) / PAGE_ROWS);
}

/** Without a relation, Medusa counts the rows of the page. */
async function countProducts(api: ShopApi): Promise<number> {
  const query = { limit: 1, fields: "id", expand: "options" };
  return (await api.get<{ count: number }>("/products", query)).count;
}

/** `undefined` if one of the SKUs is like too many others. */
async function search(api: ShopApi, names: Names): Promise<Set<string> | undefined> {
  const byVariantId = await api.having<{ product_id: string }>(
    "/variants",
    "variants",
    "id",
    names.variantIds,
    { fields: "id,product_id", expand: "product" },
  );
  const byHandle = await inParallel(names.handles, (handle) => findHandle(api, handle));
  const bySku = await inParallel(names.skus, (sku) => findSku(api, sku));
  if (bySku.includes(undefined)) return undefined;
  return new Set([
    ...names.productIds,
    ...byVariantId.map(({ product_id }) => product_id),
    ...byHandle.flat(),
    ...bySku.flatMap((ids) => ids ?? []),
  ]);
}

async function findHandle(api: ShopApi, handle: string): Promise<string[]> {
  const query = { handle, fields: "id", expand: "" };
  const { products } = await api.get<{ products: { id: string }[] }>("/products", query);
  return products.map(({ id }) => id);
}

interface FoundVariant {
  product_id: string;
  sku: string | null;
}

/**
 * The search is for a part of a SKU or of a title; blanks and the like are taken as they are. What does not come in one
 * page may stay unknown: before 1.18 the variants are in no order in which others could be relied on.
 */
async function findSku(api: ShopApi, sku: string): Promise<string[] | undefined> {
  const query = {
    q: sku.replace(/[\\%_]/g, "\\$&"),
    fields: "id,sku,product_id",
    expand: "product",
  };
  const variants = await api.page<FoundVariant>("/variants", "variants", 0, query);
  const found = variants.find((variant) => variant.sku === sku);
  if (found) return [found.product_id];
  return variants.length < PAGE_ROWS ? [] : undefined;
}

interface SeenProduct {
  id: string;
  handle: string | null;
  variants: { id: string; sku: string | null; barcode: string | null }[];
}

async function lookThrough(api: ShopApi, names: Names): Promise<Set<string>> {
  const pages = Math.ceil((await countProducts(api)) / PAGE_ROWS);
  const offsets = Array.from({ length: pages }, (_, index) => index * PAGE_ROWS);
  // Products that were imported together have one created_at, by which they would else be in any order.
  const query = { fields: "id,handle", expand: "variants", order: "id" };
  const found = await inParallel(offsets, async (offset) => {
    const products = await api.page<SeenProduct>("/products", "products", offset, query);
    return products.filter((product) => isNamed(product, names)).map(({ id }) => id);
  });
  return new Set(found.flat());
}

function isNamed({ id, handle, variants }: SeenProduct, names: Names): boolean {
  if (names.productIds.has(id) || names.handles.has(handle ?? "")) return true;
  return variants.some(
    (variant) =>
      names.variantIds.has(variant.id) ||
      names.skus.has(variant.sku ?? "") ||
      names.barcodes.has(variant.barcode ?? ""),
  );
}

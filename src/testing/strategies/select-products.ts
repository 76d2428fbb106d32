import { isObject, isRecord } from "../../http/kinds.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { FakeProduct, FakeShop } from "../shop.js";
import { assertPaging, filtersOf, listConfigOf } from "./export-context.js";

const COLUMNS = new Set(
  "id,created_at,updated_at,deleted_at,title,subtitle,description,handle,is_giftcard,status,thumbnail,weight,length,height,width,hs_code,origin_country,mid_code,material,collection_id,type_id,discountable,external_id,metadata".split(
    ",",
  ),
);
const RELATIONS = new Set(
  "profiles,profile,images,options,variants,categories,collection,type,tags".split(","),
);
const STATUSES = ["draft", "proposed", "published", "rejected"];
const OPERATORS = ["lt", "lte", "gt", "gte"];

/**
 * The products that an export's context asks for, in its order. Filters compare with one value, with
 * several, or with bounds; `q` searches titles and handles.
 *
 * @throws {Error} with the server's words about a wrong filter, order, field or limit
 */
export function selectProducts(job: BatchJob, { products }: FakeShop): FakeProduct[] {
  const { order, select = [] } = listConfigOf(job);
  const filters = Object.entries(filtersOf(job));
  for (const [field, wanted] of filters) assertFilter(field, wanted);
  for (const field of [...Object.keys(order), ...select]) assertColumn(field);
  assertPaging(job, "limit");
  const found = [...products.values()].filter((product) =>
    filters.every(([field, wanted]) => isMatch(product, field, wanted)),
  );
  const [[column, direction] = ["created_at", "DESC"]] = Object.entries(order);
  const sign = direction === "DESC" ? -1 : 1;
  return found.sort((a, b) => sign * compare(fieldOf(a, column), fieldOf(b, column)));
}

/** The products with nothing in the columns that are not selected; what is related to them stays. */
export function selected(products: readonly FakeProduct[], select?: readonly string[]) {
  if (!select) return [...products];
  const isLeftOut = (field: string) => COLUMNS.has(field) && !select.includes(field);
  return products.map((product): FakeProduct => {
    const kept = Object.entries(product).map(([field, value]) => [
      field,
      isLeftOut(field) ? null : value,
    ]);
    return { ...product, ...Object.fromEntries(kept) };
  });
}

function isMatch(product: FakeProduct, field: string, wanted: unknown): boolean {
  if (field === "q")
    return [product.title, product.handle].some((text) =>
      text.toLowerCase().includes(String(wanted).toLowerCase()),
    );
  const value = fieldOf(product, field);
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (isObject(wanted))
    return Object.entries(wanted).every(([operator, bound]) => isWithin(value, operator, bound));
  return value === wanted;
}

function fieldOf(product: FakeProduct, field: string): unknown {
  const values: Record<string, unknown> = { ...product };
  return values[field];
}

function isWithin(value: unknown, operator: string, bound: unknown): boolean {
  const difference = compare(value, bound);
  const outcomes: Record<string, boolean> = {
    lt: difference < 0,
    lte: difference <= 0,
    gt: difference > 0,
    gte: difference >= 0,
  };
  return outcomes[operator] ?? false;
}

function compare(left: unknown, right: unknown): number {
  const [a, b] = [String(left ?? ""), String(right ?? "")];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function assertFilter(field: string, wanted: unknown): void {
  if (field !== "q" && !COLUMNS.has(field) && !RELATIONS.has(field)) {
    throw new Error(
      `Property "${field}" was not found in "Product". Make sure your query is correct.`,
    );
  }
  const unknown = [wanted].flat().find((value) => !STATUSES.includes(String(value)));
  if (field === "status" && unknown !== undefined) {
    throw new Error(`invalid input value for enum product_status_enum: "${unknown}"`);
  }
  const isDate = /^(created|updated|deleted)_at$/.test(field);
  if (isDate && isRecord(wanted) && !Object.keys(wanted).every((key) => OPERATORS.includes(key))) {
    const what = JSON.stringify(wanted);
    throw new Error(`invalid input syntax for type timestamp with time zone: "${what}"`);
  }
}

function assertColumn(field: string): void {
  if (!COLUMNS.has(field)) throw new Error(`column product.${field} does not exist`);
}

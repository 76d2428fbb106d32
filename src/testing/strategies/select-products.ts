import { isObject } from "../../http/kinds.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { FakeProduct, FakeShop } from "../shop.js";
import { listConfigOf } from "./export-context.js";
import { PRODUCT_FIELDS } from "./product-columns.js";

const COLUMNS = new Set<string>([
  ...PRODUCT_FIELDS.map(([, field]) => field),
  "created_at",
  "updated_at",
  "deleted_at",
]);

/**
 * The products that an export's context asks for, in its order. Filters compare with one value, with
 * several, or with bounds; `q` searches titles and handles.
 *
 * @throws {Error} with the server's words about a wrong filter, order, field or limit
 */
export function selectProducts(job: BatchJob, { products }: FakeShop): FakeProduct[] {
  const { order, select = [], take } = listConfigOf(job);
  const filters = Object.entries(Object(job.context?.filterable_fields));
  for (const [field] of filters) assertProperty(field);
  for (const field of [...Object.keys(order), ...select]) assertColumn(field);
  if (typeof take !== "number") {
    throw new Error('Provided "limit" value is not a number. Please provide a numeric value.');
  }
  const found = [...products.values()].filter((product) =>
    filters.every(([field, wanted]) => isMatch(product, field, wanted)),
  );
  const [[column, direction] = ["created_at", "DESC"]] = Object.entries(order);
  const sign = direction === "DESC" ? -1 : 1;
  return found.sort((a, b) => sign * compare(fieldOf(a, column), fieldOf(b, column)));
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

function assertProperty(field: string): void {
  if (field === "q" || COLUMNS.has(field)) return;
  throw new Error(
    `Property "${field}" was not found in "Product". Make sure your query is correct.`,
  );
}

function assertColumn(field: string): void {
  if (!COLUMNS.has(field)) throw new Error(`column product.${field} does not exist`);
}

import type { Database } from "../backend/database.mjs";

/** A row of the table batch_job. */
export interface JobRow {
  id: string;
  type: string;
  /** The mark of the work that it belongs to. */
  soak: string | null;
  isPrepared: boolean;
  isConfirmed: boolean;
  isCompleted: boolean;
  isCanceled: boolean;
  isFailed: boolean;
  errors: string;
}

/** What there is of one handle. */
export interface ProductRow {
  handle: string;
  products: number;
  variants: number;
  prices: number;
}

/** What the shop holds, as its database says. */
export interface Holdings {
  jobs: JobRow[];
  products: ProductRow[];
}

export async function readHoldings(database: Database): Promise<Holdings> {
  const jobs = await database.query<JobRow>(JOBS);
  const products = await database.query<ProductRow>(PRODUCTS);
  return { jobs, products };
}

const JOBS = `
  SELECT id, type, context->>'soak' AS soak,
    pre_processed_at IS NOT NULL AS "isPrepared",
    confirmed_at IS NOT NULL AS "isConfirmed",
    completed_at IS NOT NULL AS "isCompleted",
    canceled_at IS NOT NULL AS "isCanceled",
    failed_at IS NOT NULL AS "isFailed",
    coalesce(result->>'errors', '') AS errors
  FROM batch_job ORDER BY created_at`;

const PRODUCTS = `
  SELECT handle,
    count(DISTINCT product.id) AS products,
    count(DISTINCT variant.id) AS variants,
    count(DISTINCT price.money_amount_id) AS prices
  FROM product
  LEFT JOIN product_variant variant ON variant.product_id = product.id
  LEFT JOIN product_variant_money_amount price ON price.variant_id = variant.id
  WHERE handle LIKE 'soak-%'
  GROUP BY handle`;

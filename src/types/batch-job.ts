import type { User } from "./auth.js";

/** The built-in batch job types; plugins and shops add their own. */
export type BatchJobType = keyof BatchJobContexts | (string & {});

/**
 * Where a job stands. The server computes it from the timestamps: the last one set, in the order
 * of this list, is the status.
 */
export type BatchJobStatus =
  | "created"
  | "pre_processed"
  | "confirmed"
  | "processing"
  | "completed"
  | "canceled"
  | "failed";

/** A batch job as the server sends it. Dates are ISO strings. */
export interface BatchJob {
  /** `batch_` and a ULID. */
  id: string;
  type: BatchJobType;
  status: BatchJobStatus;
  created_by: string | null;
  /** Only in lists with `expand: "created_by_user"`. */
  created_by_user?: User;
  /** Whether the job waits for `confirm` before it writes. It does write once confirmed: it is not a simulation. */
  dry_run: boolean;
  context: Record<string, unknown> | null;
  /** `null` until the pre-processing wrote something. */
  result: BatchJobResult | null;
  pre_processed_at: string | null;
  confirmed_at: string | null;
  processing_at: string | null;
  /** When the work took effect, whatever came later. */
  completed_at: string | null;
  canceled_at: string | null;
  failed_at: string | null;
  created_at: string;
  /** The start of the transaction that wrote the job: it does not order snapshots. */
  updated_at: string;
  deleted_at: string | null;
}

/** What a job has to say about its work; strategies add keys of their own. */
export interface BatchJobResult {
  /** How many things there are to process: products, orders, rows. */
  count?: number;
  /** How many of them are done. */
  advancement_count?: number;
  /** 0 to 1; it may end a little below 1. */
  progress?: number;
  /** Strings and objects mixed, with repetitions. The list grows for about a second after the job failed. */
  errors?: (string | BatchJobResultError)[];
  /** Prose about what the job will do. */
  stat_descriptors?: { key: string; name: string; message: string }[];
  /** Of an export: the key of the file, for `uploads.getPresignedDownloadUrl`. */
  file_key?: string;
  /** Of an export: the size of the file in bytes. */
  file_size?: number;
  [key: string]: unknown;
}

/** The structured form of an error in a job's result. */
export interface BatchJobResultError {
  message: string;
  code: string | number;
  err?: unknown;
}

/** The `context` that each built-in type takes. Add your own types by declaration merging. */
export interface BatchJobContexts {
  "product-export": ProductExportContext;
  "order-export": OrderExportContext;
  "product-import": ProductImportContext;
  "price-list-import": PriceListImportContext;
}

/** What every export's context may hold. */
export interface ExportContext {
  /** Cap on the exported rows, counted from index 0 (not from `offset`). */
  batch_size?: number | undefined;
  /** Page size of the server's own reading, no cap. Server default: 50 products, 100 orders. */
  limit?: number | undefined;
  /** Index of the first row. */
  offset?: number | undefined;
  /** A field, with `-` in front for descending. A wrong one is accepted and fails the job. */
  order?: string | undefined;
  /** Replaces the server's own selection, and can break the export. */
  fields?: string | undefined;
  /** Replaces the server's own relations, and can break the export. */
  expand?: string | undefined;
  [key: string]: unknown;
}

/** Context of a `product-export`. */
export interface ProductExportContext extends ExportContext {
  /** The filters of the admin's product list. */
  filterable_fields?: object | undefined;
}

/** Context of an `order-export`. */
export interface OrderExportContext extends ExportContext {
  filterable_fields?: OrderFilters | NamedKeys<OrderFilters> | undefined;
}

/** Filters of an `order-export`. */
export interface OrderFilters {
  email?: string | undefined;
  status?: readonly string[] | undefined;
  payment_status?: readonly string[] | undefined;
  fulfillment_status?: readonly string[] | undefined;
  region_id?: readonly string[] | undefined;
  created_at?: DateComparisonOperator | undefined;
  [key: string]: unknown;
}

/** Context of a `product-import`. */
export interface ProductImportContext {
  /**
   * The key of an uploaded CSV; to be used once. With local files the server deletes the file when the import succeeds, and
   * another import of it hangs for ever; with S3 it does not, and another import of it imports it again.
   */
  fileKey: string;
  [key: string]: unknown;
}

/** Context of a `price-list-import`. The import replaces all prices of the list. */
export interface PriceListImportContext {
  price_list_id: string;
  /**
   * The key of an uploaded CSV; to be used once. With local files the server deletes the file when the import succeeds, and
   * another import of it hangs for ever; with S3 it does not, and another import of it imports it again.
   */
  fileKey: string;
  [key: string]: unknown;
}

/** The context of type `T`: of {@link BatchJobContexts} for the types there, any object for others. */
export type BatchJobContext<T extends string> =
  | BatchJobContexts[T & keyof BatchJobContexts]
  | (T extends keyof BatchJobContexts ? never : object);

/** A job to create. The server refuses any other key. */
interface JobToCreate<T extends string, TContext> {
  type: T;
  /** Required; may be empty where the type needs nothing. */
  context: TContext;
  /** Wait for `confirm` before anything is written. Default: false. */
  dry_run?: boolean | undefined;
}

/**
 * What `create` takes: for each type its own context. Without a parameter: one of the types of
 * {@link BatchJobContexts}. `AdminPostBatchesReq<"stock-sync">` is for a type that is not there, and
 * `AdminPostBatchesReq<string>` for one that is known at run time alone: their context is any object.
 */
export type AdminPostBatchesReq<T extends string = keyof BatchJobContexts> = {
  [P in T]: JobToCreate<P, BatchJobContext<P>>;
}[T];

/**
 * What `create` takes of the types of {@link BatchJobContexts}: beside objects that are written down
 * there, whose other keys are their own, values of an interface that has the keys of the context.
 */
export type DeclaredBatchJobReq =
  | AdminPostBatchesReq
  | {
      [P in keyof BatchJobContexts]: JobToCreate<P, NamedKeys<BatchJobContexts[P]>>;
    }[keyof BatchJobContexts];

/** A type without its index signature, which no interface of a shop's has. */
export type NamedKeys<T> = object & { [K in keyof T as string extends K ? never : K]: T[K] };

/** An instant: a `Date`, an ISO string, or milliseconds since 1970. */
export type DateInput = Date | string | number;

/** Bounds of a date filter. */
export interface DateComparisonOperator {
  lt?: DateInput | undefined;
  gt?: DateInput | undefined;
  lte?: DateInput | undefined;
  gte?: DateInput | undefined;
}

/** A status, several, or `active`: created, prepared, confirmed or processing. */
export type BatchJobStatusFilter =
  | BatchJobStatus
  | "active"
  | readonly (BatchJobStatus | "active")[];

/** Filters and paging of `list`. Only jobs of the logged-in user are listed. */
export interface AdminGetBatchParams {
  /** Rows a page, at least 1. Default: 10, and 100 from the second page of an iteration on; with `id`: as many as there are ids. */
  limit?: number | undefined;
  /** Rows to skip. Default: 0. */
  offset?: number | undefined;
  /** One id or several. An empty array lists nothing, without a request. */
  id?: string | readonly string[] | undefined;
  /** One type or several. An empty array lists nothing, without a request. */
  type?: BatchJobType | readonly BatchJobType[] | undefined;
  /**
   * One status or several; `active` for all that have not ended. The server has no such filter: it is
   * compiled to timestamps. It cannot tell `confirmed` from `processing`: asked for one of the two, the
   * rows of the other are left out here, and still counted in `count`.
   */
  status?: BatchJobStatusFilter | undefined;
  /** One field, with `-` in front for descending. Server default: `-created_at`. */
  order?: string | undefined;
  /** Relations to include; the server knows `created_by_user`. */
  expand?: string | readonly string[] | undefined;
  /** Columns to read. Those that a true `status` and `dry_run` need are always read as well. */
  fields?: string | readonly string[] | undefined;
  /** `null`: not yet. */
  pre_processed_at?: DateComparisonOperator | null | undefined;
  /** `null`: not yet. */
  confirmed_at?: DateComparisonOperator | null | undefined;
  /** `null`: not yet. */
  completed_at?: DateComparisonOperator | null | undefined;
  /** `null`: not. */
  failed_at?: DateComparisonOperator | null | undefined;
  /** `null`: not. */
  canceled_at?: DateComparisonOperator | null | undefined;
  created_at?: DateComparisonOperator | undefined;
  updated_at?: DateComparisonOperator | undefined;
}

/** The answer of `create`, `retrieve`, `confirm` and `cancel`. */
export interface AdminBatchJobRes {
  batch_job: BatchJob;
}

/** The answer of `list`: one page. */
export interface AdminBatchJobListRes {
  batch_jobs: BatchJob[];
  /** How many jobs match, on all pages. */
  count: number;
  offset: number;
  limit: number;
}

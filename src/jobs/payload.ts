import { invalidArgument, mustBe } from "../errors.js";
import { isText, takes } from "../http/checks.js";
import { isRecord } from "../http/kinds.js";
import type { AdminPostBatchesReq, NamedKeys } from "../types/batch-job.js";

/**
 * The options that make a job of type `T`; the context can be left out where nothing in it is required.
 * A value of an interface can be one, too: see {@link NamedKeys}.
 */
export type JobOptions<T extends string, TContext> =
  | TypeAndContext<T, NamedKeys<TContext>>
  | TypeAndContext<T, TContext>;

type TypeAndContext<T extends string, TContext> = {
  /** The kind of job. Default: `product-import`, or `product-export`. */
  type?: T | undefined;
} & (Record<never, never> extends TContext
  ? { context?: TContext | undefined }
  : { context: TContext });

/** Checks for what makes a job, wherever it is given. */
export const JOB_OPTIONS = {
  type: takes('a type of job, such as "product-export"', isText),
  context: takes("an object, {} if there is nothing to say", isRecord),
};

const IMPORTS: readonly string[] = ["product-import", "price-list-import"];

/**
 * Refuses what the server would answer with a 404 for the type "", or with a 400 in prose about
 * decorators, or hang on: without a file, it leaves an import `created` for ever and loses a database
 * connection.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkPayload(payload: AdminPostBatchesReq<string>): void {
  if (!isRecord(payload)) {
    throw mustBe("What to create", '{ type: "product-export", context: {} } or the like', payload);
  }
  const { type, context, dry_run } = payload;
  JOB_OPTIONS.type("type", type);
  JOB_OPTIONS.context("context", context);
  if (dry_run !== undefined) isDryRun("dry_run", dry_run);
  if (!IMPORTS.includes(type) || isText(Reflect.get(context, "fileKey"))) return;
  throw invalidArgument(
    `A ${type} needs context.fileKey, the key of an uploaded file, or the server hangs on it for ever. importFile uploads one itself.`,
  );
}

const isDryRun = takes("true or false", (value) => typeof value === "boolean");

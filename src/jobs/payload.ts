import { invalidArgument } from "../errors.js";
import { isText, takes } from "../http/checks.js";
import { isRecord } from "../http/kinds.js";
import type { AdminPostBatchesReq } from "../types/batch-job.js";

/** What makes a job, wherever it is given. */
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
export function checkPayload({ type, context }: AdminPostBatchesReq<string>): void {
  JOB_OPTIONS.type("type", type);
  JOB_OPTIONS.context("context", context);
  if (!IMPORTS.includes(type) || isText(Reflect.get(context, "fileKey"))) return;
  throw invalidArgument(
    `A ${type} needs context.fileKey, the key of an uploaded file, or the server hangs on it for ever. importFile uploads one itself.`,
  );
}

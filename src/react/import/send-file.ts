import type { BatchJob, ImportFile, Rerun, WaitOptions } from "medusa-batch-jobs";
import type { ImportSurroundings } from "./import-options.js";
import type { ImportFacts } from "./import-state.js";

/** A person who starts what was canceled means it; a script may not know. */
const DEFAULT_RERUN: Rerun[] = ["failed", "canceled"];

interface SendOptions extends WaitOptions {
  learn(news: Partial<ImportFacts>): void;
  confirm(job: BatchJob): boolean | Promise<boolean>;
}

/** Checks a file, uploads it, and has its job prepared; `confirm` says whether that may write. */
export function sendFile(
  file: ImportFile,
  { client, check, shop, type = "product-import", ...options }: ImportSurroundings,
  { learn, ...waiting }: SendOptions,
): Promise<BatchJob> {
  const { context, idempotencyKey, window, takeOverAfter } = options;
  const rerun = options.rerun ?? (idempotencyKey === undefined ? undefined : DEFAULT_RERUN);
  const isChecked = check ?? (type === "product-import" || type === "price-list-import");
  learn({ step: isChecked ? "checking" : "uploading", fileName: nameOf(file) });
  return client.admin.batchJobs.importFile<string>(file, {
    ...waiting,
    type,
    context,
    idempotencyKey,
    window,
    rerun,
    takeOverAfter,
    ...(isChecked && {
      check: isChecked,
      shop,
      onCheck: (report) => learn({ report, step: "uploading" }),
    }),
    onUploadProgress: ({ loaded, total }) => {
      const sent = total ? loaded / total : undefined;
      learn({ step: sent === 1 ? "sent" : "uploading", sent });
    },
  });
}

function nameOf(file: ImportFile): string | undefined {
  const name: unknown = Object(file).name;
  return typeof name === "string" ? name : undefined;
}

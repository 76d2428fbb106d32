import { invalidArgument, MedusaInvalidRequestError } from "../../errors.js";
import type { BatchJob } from "../../types/batch-job.js";
import { fingerprintOf, type Work } from "./fingerprint.js";
import { type Marks, markOf } from "./marks.js";
import { standingOf } from "./standing.js";

/** The key that is not given by the caller, but by what is to be done. */
const CONTENT = "content";

/** The `code` of the error of a key that stands for something else already. */
export const KEY_REUSED = "idempotency_key_reused";

/**
 * What a caller's key stands for, in marks.
 *
 * @throws MedusaInvalidRequestError for a key made of content that nobody can see.
 */
export async function keyFor(
  idempotencyKey: string,
  work: Work,
  signal?: AbortSignal,
): Promise<Marks> {
  if (idempotencyKey === CONTENT && work.content === undefined && "fileKey" in work.context) {
    // Of two files that were uploaded, the second would be taken for the first, and not be imported.
    throw invalidArgument(
      'A fileKey says nothing of what is in the file: for a key made of the "content", give importFile the file itself.',
    );
  }
  const fingerprint = await fingerprintOf(work, signal);
  return { key: idempotencyKey === CONTENT ? fingerprint : idempotencyKey, fingerprint };
}

/**
 * The job for which a key stands already, if that is to do something else.
 *
 * @param jobs All of the key.
 * @param own The job that this call has created: of two that begin at once, the one that wins has the key.
 */
export function findOtherWork(
  jobs: readonly BatchJob[],
  { fingerprint }: Marks,
  own?: string,
): BatchJob | undefined {
  const standing = standingOf(jobs);
  if (standing === undefined || standing.id === own) return undefined;
  const other = markOf(standing, "fingerprint");
  // Other clients write a key alone.
  return other === undefined || other === fingerprint ? undefined : standing;
}

/** The error of a key that stands for something else. */
export function keyReused({ key }: Marks, { type, id, created_at }: BatchJob) {
  return new MedusaInvalidRequestError(
    `The key "${key}" stands for something else: the ${type} ${id} of ${created_at} has another context, or another file. Use another key for other work.`,
    { code: KEY_REUSED },
  );
}

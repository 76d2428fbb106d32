import { randomUuid } from "../../http/uuid.js";
import type { BatchJob } from "../../types/batch-job.js";

/**
 * By what a job is found again: kept in its context, since Medusa ignores the `Idempotency-Key` header, but
 * leaves a context's own keys alone.
 */
export interface Marks {
  /** The same for all jobs of which one is to be applied. */
  key: string;
  /** What the job is to do. A key that comes with another one was reused. */
  fingerprint?: string | undefined;
  /** Of one create alone. */
  nonce?: string | undefined;
}

/** Where in a context the marks are. */
const NAMES = {
  key: "idempotency_key",
  fingerprint: "idempotency_fingerprint",
  nonce: "idempotency_nonce",
} as const;

/** Marks of a job that nobody has to find but who creates it. */
export function madeUpMarks(): Marks {
  return { key: randomUuid() };
}

/** A context with these marks, in place of those that an earlier job left there. */
export function withMarks<T extends object>(context: T, marks: Marks): T {
  const marked = Object.entries(NAMES).map(([mark, name]) => [name, Reflect.get(marks, mark)]);
  return { ...withoutMarks(context), ...Object.fromEntries(marked) };
}

/** A context as its caller wrote it. */
export function withoutMarks<T extends object>(context: T): T {
  const names: readonly string[] = Object.values(NAMES);
  const own = Object.entries(context).filter(([name]) => !names.includes(name));
  return Object.assign({}, ...own.map(([name, value]) => ({ [name]: value })));
}

/** What a job was marked with; `undefined` where it was not. */
export function markOf(job: BatchJob, mark: keyof Marks): unknown {
  return job.context?.[NAMES[mark]];
}

/** Whether a job has all of these marks: it is the one that a create with them has made. */
export function hasMarks(job: BatchJob, marks: Marks): boolean {
  return (["key", "nonce"] as const).every((mark) => markOf(job, mark) === marks[mark]);
}

import type { Exchange } from "./gate.js";

/** Where a worker can die on the way of an import, in the order of the way. */
export const MOMENTS = [
  "the upload arrives",
  "the upload is done, unanswered",
  "the create arrives",
  "the create is done, unanswered",
  "the job is prepared",
  "the confirm arrives",
  "the confirm is done, unanswered",
  "the confirm is answered",
  "the job is completed",
] as const;

export type Moment = (typeof MOMENTS)[number];

/** An import, at a moment of its way. */
export interface Sighting {
  key: string;
  moment: Moment;
}

/** A batch job, as an answer shows it. */
interface Row {
  id: string;
  context: { idempotency_key?: string } | null;
  pre_processed_at: string | null;
  confirmed_at: string | null;
  completed_at: string | null;
}

/** Tells from what passes between a worker and the shop how far imports are. */
export class Witness {
  readonly #keyOfFile: (body: string) => string | undefined;
  readonly #keys = new Map<string, string>();
  #confirmed: string | undefined;

  /** @param keyOfFile The key of the import whose file is in an upload. */
  constructor(keyOfFile: (body: string) => string | undefined) {
    this.#keyOfFile = keyOfFile;
  }

  read(exchange: Exchange): Sighting[] {
    const rows = rowsOf(exchange.answer);
    for (const { id, context } of rows) this.#keys.set(id, context?.idempotency_key ?? "");
    if (exchange.method === "POST") return this.#readPost(exchange);
    return exchange.answer === undefined ? this.#readNext() : rows.flatMap(readRow);
  }

  #readPost({ path, body, answer }: Exchange): Sighting[] {
    const isDone = answer !== undefined;
    if (path.startsWith("/admin/uploads")) {
      const key = this.#keyOfFile(body);
      return at(key, isDone ? "the upload is done, unanswered" : "the upload arrives");
    }
    if (path === "/admin/batch-jobs") {
      const key: string = JSON.parse(body).context.idempotency_key;
      return at(key, isDone ? "the create is done, unanswered" : "the create arrives");
    }
    const key = this.#keys.get(/^\/admin\/batch-jobs\/(\w+)\/confirm$/.exec(path)?.[1] ?? "");
    if (isDone) this.#confirmed = key;
    return at(key, isDone ? "the confirm is done, unanswered" : "the confirm arrives");
  }

  /** Who asks for something else has had the answer to its confirm. */
  #readNext(): Sighting[] {
    const key = this.#confirmed;
    this.#confirmed = undefined;
    return at(key, "the confirm is answered");
  }
}

function readRow({ context, pre_processed_at, confirmed_at, completed_at }: Row): Sighting[] {
  const key = context?.idempotency_key;
  if (completed_at) return at(key, "the job is completed");
  return pre_processed_at && !confirmed_at ? at(key, "the job is prepared") : [];
}

function at(key: string | undefined, moment: Moment): Sighting[] {
  return key ? [{ key, moment }] : [];
}

/** The batch jobs of an answer that may be anything. */
function rowsOf(answer: string | undefined): Row[] {
  if (answer === undefined || !answer.includes('"batch_job')) return [];
  const { batch_job, batch_jobs = [batch_job] } = JSON.parse(answer);
  return batch_jobs;
}

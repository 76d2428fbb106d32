import type { BatchJob } from "medusa-batch-jobs";
import type { Answer } from "./once-server.js";

/** What happened, line by line, as far as a reader needs it. */
export class Transcript {
  readonly #began = performance.now();
  readonly #lines: { at: number; who: string; what: string; times: number }[] = [];
  /** Their ids, in the order in which they were seen. */
  readonly #jobs: string[] = [];

  /** Who asks again and again, and hears the same, is one line. */
  note(who: string, what: string): void {
    const last = this.#lines.findLast((line) => line.who === who);
    if (last?.what === what) last.times += 1;
    else this.#lines.push({ at: performance.now() - this.#began, who, what, times: 1 });
  }

  /** What the server did, whether its answer was heard or not. */
  noteAct(who: string, operation: string, { status, body }: Answer): void {
    const { batch_job, batch_jobs = batch_job && [batch_job], message = "" } = parse(body);
    const seen = batch_jobs?.map((job) => `job ${this.#numberOf(job.id)} ${job.status}`);
    this.note(who, `${operation} → ${status} ${seen?.join(", ") ?? message}`);
  }

  toString(): string {
    return this.#lines
      .map(({ at, who, what, times }) => {
        const time = `${Math.round(at)} ms`.padStart(9);
        return `${time}  ${who}  ${what}${times > 1 ? `  (${times} times)` : ""}`;
      })
      .join("\n");
  }

  #numberOf(id: string): number {
    if (!this.#jobs.includes(id)) this.#jobs.push(id);
    return this.#jobs.indexOf(id) + 1;
  }
}

interface Body {
  batch_job?: BatchJob;
  batch_jobs?: BatchJob[];
  message?: string;
}

/** Of what is no JSON nothing is shown. */
function parse(body: Answer["body"]): Body {
  try {
    return Object(JSON.parse(new TextDecoder().decode(body ?? undefined)));
  } catch {
    return {};
  }
}

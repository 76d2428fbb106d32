import { type BatchJob, jobProgress, type PollEvent, type UploadProgress } from "medusa-batch-jobs";
import type { Host } from "../host.js";
import { type Style, styleFor } from "../terminal/style.js";
import { oneLine } from "../terminal/text.js";
import { type BarLine, drawLine } from "./bar-line.js";
import { bytes, bytesOf, elapsed, percent, rate } from "./format.js";
import { MovingLine } from "./moving-line.js";
import { type Phase, phaseOf } from "./phase.js";
import type { Progress } from "./progress.js";

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

const WAITING = "Waiting";

/** What goes on. */
interface Doing {
  label: string;
  bar?: BarLine["bar"];
  /** What there is to say on the way, and when it is done; how long it takes is said anyway. */
  details?: readonly string[];
  came?: readonly string[];
  /** The job whose work it is; empty where it is that of several. */
  job?: string;
}

/** A line that moves, on a terminal. What is done stays above it. */
export class BarProgress implements Progress {
  readonly #line: MovingLine;
  readonly #style: Style;
  readonly #jobs = new Map<string, Phase>();
  #doing: Doing | undefined;
  /** By the clock of this process. */
  #since = 0;
  #outageSince: number | undefined;
  #hasEnded = false;

  constructor({ stderr, env }: Pick<Host, "stderr" | "env">, color: boolean) {
    this.#line = new MovingLine(stderr);
    this.#style = styleFor(stderr, env, color);
  }

  step(text: string): void {
    this.#do({ label: oneLine(text) });
  }

  upload(sent: UploadProgress): void {
    this.#transfer("Uploading", sent);
  }

  job(job: BatchJob): void {
    const phase = phaseOf(job);
    const before = this.#jobs.get(job.id);
    this.#jobs.set(job.id, phase);
    if (this.#jobs.size > 1) this.#showAll();
    else this.#showOne(job, phase, before);
  }

  poll({ error }: PollEvent): void {
    this.#outageSince = error && (this.#outageSince ?? Date.now());
    if (error && !this.#doing) this.#do({ label: WAITING, job: "" });
  }

  download(received: { loaded: number; total: number | undefined }): void {
    this.#transfer("Downloading", received);
  }

  pause(): void {
    this.#leaveOff();
    this.#line.stop();
  }

  end(): void {
    this.#hasEnded = true;
    this.#line.stop();
  }

  #transfer(label: string, progress: UploadProgress): void {
    if (this.#doing?.label !== label) this.#do({ label });
    const { loaded, total } = progress;
    const share = total ? Math.min(1, loaded / total) : undefined;
    const said = share === undefined ? [] : [percent(share)];
    this.#do({
      label,
      bar: share ?? "unknown",
      details: [...said, bytesOf(progress), ...rate(loaded, Date.now() - this.#since)],
      came: [bytes(loaded)],
    });
  }

  /** A job that had ended before is nothing that this command has done; one that has ended may still change. */
  #showOne(job: BatchJob, { label, end }: Phase, before: Phase | undefined): void {
    if (end !== undefined && before === undefined) this.#leaveOff();
    if (end !== undefined && (before === undefined || before.end === end)) return;
    if (end === undefined || end === "completed") this.#do({ label, ...barOf(job), job: job.id });
    if (end !== undefined && this.#doing?.job === job.id) this.#tick(end);
  }

  #showAll(): void {
    const phases = [...this.#jobs.values()];
    const ended = phases.filter(({ end }) => end !== undefined).length;
    this.#do({
      label: WAITING,
      bar: ended / phases.length,
      details: [`${ended} of ${phases.length} jobs have ended`],
      job: "",
    });
  }

  /** What goes on from now on; what went on before it is done. */
  #do(doing: Doing): void {
    if (this.#hasEnded) return;
    if (this.#doing?.label !== doing.label) {
      this.#leaveOff(doing.job);
      this.#since = Date.now();
    }
    this.#doing = doing;
    this.#line.show((columns, frame) =>
      drawLine(this.#describe(doing, frame), columns, frame, this.#style),
    );
  }

  #describe({ label, bar, details = [], job }: Doing, frame: number): BarLine {
    const mark = this.#style("cyan", SPINNER[frame % SPINNER.length] ?? "");
    if (this.#outageSince === undefined) {
      return {
        mark,
        label,
        bar,
        details: [...details, ...timeSince(this.#since), ...(job ? [job] : [])],
      };
    }
    const silence = elapsed(Date.now() - this.#outageSince);
    return { mark, label, details: [`no answer from the server, trying on (${silence})`] };
  }

  /**
   * What goes on is done when the next thing begins, with two exceptions: a job says itself how it ends, and the step
   * that leads to a job is not over with its beginning ("Exporting products").
   */
  #leaveOff(next?: string): void {
    const { job, came } = this.#doing ?? {};
    const isDone = job === undefined ? next === undefined || came !== undefined : job === next;
    if (isDone) this.#tick("completed");
    this.#doing = undefined;
  }

  /** Leaves what went on as a line that tells how it ended. */
  #tick(end: NonNullable<Phase["end"]>): void {
    const doing = this.#doing;
    if (!doing || this.#hasEnded) return;
    this.#doing = undefined;
    const line = {
      mark: MARKS[end](this.#style),
      label: doing.label,
      details: [...(doing.came ?? []), ...timeSince(this.#since)],
    };
    this.#line.leave((columns, frame) => drawLine(line, columns, frame, this.#style));
    this.#line.stop();
  }
}

/** Medusa's own jobs go from nothing to all at once: that is no share of which a bar could tell. */
function barOf(job: BatchJob): Pick<Doing, "bar" | "details"> {
  const share = jobProgress(job);
  if (share === undefined || share === 0 || share === 1) return { bar: "unknown" };
  return { bar: share, details: [percent(share)] };
}

const MARKS = {
  prepared: (style: Style) => style("green", "✓"),
  completed: (style: Style) => style("green", "✓"),
  failed: (style: Style) => style("red", "✗"),
  canceled: (style: Style) => style("yellow", "–"),
};

/** What takes no time to speak of has none. */
function timeSince(since: number): string[] {
  const ms = Date.now() - since;
  return ms < 1000 ? [] : [elapsed(ms)];
}

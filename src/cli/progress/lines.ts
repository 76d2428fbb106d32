import {
  type BatchJob,
  jobProgress,
  jobSummary,
  type PollEvent,
  type UploadProgress,
} from "medusa-batch-jobs";
import { oneLine } from "../terminal/text.js";
import { bytes, bytesOf, elapsed, percent } from "./format.js";
import { HEARTBEAT_MS, Heartbeat } from "./heartbeat.js";
import { type Phase, phaseOf } from "./phase.js";
import type { Log, Progress } from "./progress.js";

/** How often a line says how far a transfer is. */
const TRANSFER_MS = 10_000;

/** A job, as it was last told. */
interface Told {
  /** When it was first seen. */
  since: number;
  line: string;
  end: Phase["end"];
}

/** A line for each change, for logs; one every 30 seconds without any. */
export class LineProgress implements Progress {
  readonly #stderr: Log;
  readonly #heartbeat: Heartbeat;
  readonly #jobs = new Map<string, Told>();
  /** What goes on, and since when. */
  #doing = { what: "", since: 0 };
  #transfer = { label: "", toldAt: 0 };
  #outageSince: number | undefined;
  #hasEnded = false;

  constructor({ stderr }: { stderr: Log }) {
    this.#stderr = stderr;
    this.#heartbeat = new Heartbeat(() => this.#beat(), HEARTBEAT_MS);
  }

  step(text: string): void {
    this.#tell(oneLine(text));
  }

  upload(sent: UploadProgress): void {
    this.#transferred("Uploading", sent);
  }

  job(job: BatchJob): void {
    const { id } = job;
    const told = this.#jobs.get(id);
    const { since } = told ?? { since: Date.now() };
    const phase = phaseOf(job);
    const line = describe(job, phase, Date.now() - since);
    if (line === told?.line || (phase.end !== undefined && phase.end === told?.end)) return;
    this.#jobs.set(id, { since, line, end: phase.end });
    this.#tell(told === undefined || this.#jobs.size > 1 ? `${id}: ${line}` : line);
  }

  poll({ error }: PollEvent): void {
    if (error && this.#outageSince === undefined) {
      this.#outageSince = Date.now();
      this.#write(`No answer from the server, trying on: ${oneLine(error.message)}`);
    } else if (!error && this.#outageSince !== undefined) {
      this.#write(`The server answers again, after ${elapsed(Date.now() - this.#outageSince)}`);
      this.#outageSince = undefined;
    }
  }

  download(received: { loaded: number; total: number | undefined }): void {
    this.#transferred("Downloading", received);
  }

  pause(): void {
    this.#heartbeat.stop();
  }

  end(): void {
    this.#hasEnded = true;
    this.#heartbeat.stop();
  }

  /** Says at first how much there is, and now and then how far it is. */
  #transferred(label: string, progress: UploadProgress): void {
    const { total } = progress;
    const isFirst = this.#transfer.label !== label;
    if (!isFirst && Date.now() - this.#transfer.toldAt < TRANSFER_MS) return;
    this.#transfer = { label, toldAt: Date.now() };
    if (!isFirst) this.#tell(`${label}, ${bytesOf(progress)}`);
    else this.#tell(total === undefined ? label : `${label} ${bytes(total)}`);
  }

  #tell(line: string): void {
    if (line === this.#doing.what) return;
    this.#doing = { what: line, since: Date.now() };
    this.#write(line);
  }

  #beat(): void {
    const { what, since } = this.#doing;
    const open = [...this.#jobs.values()].filter(({ end }) => end === undefined).length;
    const subject = this.#jobs.size > 1 ? `${open} of ${this.#jobs.size} jobs go on` : what;
    const outage = this.#outageSince === undefined ? "" : ", and the server does not answer";
    this.#write(`${subject}, for ${elapsed(Date.now() - since)} now${outage}`);
  }

  #write(line: string): void {
    if (this.#hasEnded) return;
    this.#heartbeat.restart();
    this.#stderr.write(`${line}\n`);
  }
}

function describe(job: BatchJob, { label, end }: Phase, ms: number): string {
  if (end === "prepared") return capitalized(jobSummary(job));
  if (end !== undefined) return `${capitalized(end)}${ms < 1000 ? "" : ` after ${elapsed(ms)}`}`;
  const share = jobProgress(job) ?? 0;
  return share > 0 ? `${label}, ${percent(share)}` : label;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

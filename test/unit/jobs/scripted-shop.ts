import type { BatchJob, BatchJobStatus } from "../../../src/index.js";
import { JobPoller } from "../../../src/jobs/following/poller.js";
import { type ImportCalls, importFile } from "../../../src/jobs/import.js";
import type { ImportFile } from "../../../src/jobs/import-source.js";
import { listPages } from "../../../src/jobs/listing/pages.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };

export const CSV = "Product Handle;Product Title\r\ntee;Tee\r\n";

/** A server whose job goes through these states, one a look; it remembers what it was asked. */
export class ScriptedShop implements ImportCalls {
  readonly deleted: string[] = [];
  readonly uploaded: { name: string; text: string }[] = [];
  readonly created: { type: string; context: object; dry_run?: boolean; key?: string }[] = [];
  /** The changes that were asked for, in turn. */
  readonly changes: ("confirm" | "cancel")[] = [];
  readonly poller: JobPoller;
  failCreate: unknown;
  failCancel: unknown;
  /** Called while a create or a confirm is under way. */
  meanwhile: () => void = () => {};
  afterConfirm: BatchJobStatus[] = ["confirmed", "completed"];
  stored = [{ url: "http://x/1-import.csv", key: "1-import.csv" }];
  #states: BatchJobStatus[];
  #job: Partial<BatchJob> = {};

  constructor(...states: BatchJobStatus[]) {
    this.#states = states;
    this.poller = new JobPoller(this);
  }

  readonly uploads: ImportCalls["uploads"] = {
    createProtected: async (file, _headers, options) => {
      options?.onUploadProgress?.({ loaded: 5, total: 5 });
      const blob = file instanceof Blob ? file : await new Response(Object(file).stream).blob();
      this.uploaded.push({ name: String(Reflect.get(file, "name")), text: await blob.text() });
      return { uploads: this.stored, response };
    },
    delete: async ({ file_key }) => {
      this.deleted.push(file_key);
    },
  };

  custom: ImportCalls["custom"] = {
    get: () => Promise.reject(new Error("Nobody asks this shop what it has.")),
  };

  readonly requestCreate: ImportCalls["requestCreate"] = async ({ payload, marks, options }) => {
    options.signal?.throwIfAborted();
    this.created.push({ ...payload, key: marks?.key });
    this.meanwhile();
    options.signal?.throwIfAborted();
    if (this.failCreate !== undefined) throw this.failCreate;
    this.#job = { type: payload.type, dry_run: payload.dry_run };
    return { batch_job: this.#next(), response };
  };

  readonly confirm: ImportCalls["confirm"] = async (_id, _headers, options) => {
    options?.signal?.throwIfAborted();
    this.changes.push("confirm");
    this.#states = this.afterConfirm;
    this.meanwhile();
    options?.signal?.throwIfAborted();
    return { batch_job: this.#next(), response };
  };

  readonly cancel: ImportCalls["cancel"] = async () => {
    this.changes.push("cancel");
    if (this.failCancel !== undefined) throw this.failCancel;
    this.#states = ["canceled"];
    return { batch_job: this.#next(), response };
  };

  readonly retrieve = async () => ({ batch_job: this.#next(), response });

  readonly list: ImportCalls["list"] = (query) =>
    listPages(query, async () => {
      const batch_jobs = this.created.length > 0 ? [this.#next()] : [];
      return { batch_jobs, count: batch_jobs.length, offset: 0, limit: 10, response };
    });

  import(file: ImportFile = CSV, options = {}) {
    return importFile(this, file, { interval: 10, ...options });
  }

  #next(): BatchJob {
    const status = (this.#states.length > 1 ? this.#states.shift() : this.#states[0]) ?? "created";
    return jobIn(status, this.#job);
  }
}

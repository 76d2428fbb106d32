import { act, configure, waitFor } from "@testing-library/react";
import { Medusa } from "medusa-batch-jobs";
import {
  type ImportPhase,
  type ImportState,
  type UseImportOptions,
  useImport,
} from "medusa-batch-jobs/react";
import { expect } from "vitest";
import { Shop as PlainShop } from "../support/shop.js";

// The checker is loaded when the first file is checked, which takes its time.
configure({ asyncUtilTimeout: 10_000 });

export const CSV =
  "Product Handle;Product Title;Variant Title;Variant Inventory Quantity;Option 1 Name;Option 1 Value\nmug;Mug;Small;1;Size;S\n";

/** A file that Medusa takes. */
export function csvFile(content = CSV, name = "mugs.csv"): File {
  return new File([content], name, { type: "text/csv" });
}

/** A storage as a page has one. */
export function memory(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: () => null,
    get length() {
      return entries.size;
    },
  };
}

/** A shop that answers some requests otherwise, or later. */
export class Shop extends PlainShop {
  /** Answers those that match in place of the fake. */
  answer(pattern: RegExp, answer: () => Response): void {
    this.intercept = (request) => (matches(pattern, request) ? answer() : undefined);
  }

  /** The first of them alone. */
  answerOnce(pattern: RegExp, answer: () => Response): void {
    this.answer(pattern, () => {
      this.intercept = () => undefined;
      return answer();
    });
  }

  /** The server acts, and the first answer is lost. */
  lose(pattern: RegExp): void {
    this.intercept = async (request) => {
      if (!matches(pattern, request)) return undefined;
      this.intercept = () => undefined;
      await this.fake.fetch(request);
      throw new TypeError("fetch failed");
    };
  }

  /** A client of another user's. */
  clientOf(apiKey: string): Medusa {
    const { baseUrl } = this.fake;
    return new Medusa({ baseUrl, apiKey, axiosAdapter: this.adapter });
  }

  /** The server acts, and its answer comes when the returned function is called. */
  hold(pattern: RegExp): () => void {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.intercept = async (request) => {
      if (!matches(pattern, request)) return undefined;
      const response = await this.fake.fetch(request);
      await released;
      return response;
    };
    return release;
  }
}

function matches(pattern: RegExp, { method, url }: Request): boolean {
  return pattern.test(`${method} ${new URL(url).pathname}`);
}

/** What a page is made of. */
type PageOptions = Omit<UseImportOptions, "shop" | "storage"> & { shop?: Shop; storage?: Storage };

/** A page with an import. */
export class ImportPage {
  readonly shop: Shop;
  readonly storage: Storage;
  readonly settled: ImportState[] = [];
  readonly phases: ImportPhase[] = [];
  readonly #hook;

  constructor({ shop = new Shop(), storage = memory(), ...options }: PageOptions = {}) {
    this.shop = shop;
    this.storage = storage;
    this.#hook = shop.renderHook(() => {
      const flow = useImport({
        storage,
        interval: 10,
        check: false,
        onSettled: (state) => this.settled.push(state),
        ...options,
      });
      if (this.phases.at(-1) !== flow.phase) this.phases.push(flow.phase);
      return flow;
    });
  }

  get flow() {
    return this.#hook.result.current;
  }

  get keptId() {
    return this.storage.getItem("medusa-batch-jobs:import") ?? undefined;
  }

  /** The newest job. */
  get job() {
    const job = this.shop.fake.jobs.at(-1);
    if (job === undefined) throw new Error("There is no job.");
    return job;
  }

  /** The keys of the files that were uploaded, and are still there. */
  get uploaded(): string[] {
    return [...this.shop.fake.files.keys()].filter((key) => key.includes("mugs"));
  }

  start(file: File = csvFile()): void {
    act(() => this.flow.start(file));
  }

  confirm(): void {
    act(() => this.flow.confirm());
  }

  cancel(): void {
    act(() => this.flow.cancel());
  }

  async shows(phase: ImportPhase): Promise<void> {
    await waitFor(() => expect(this.flow.phase).toBe(phase));
  }

  advance(): void {
    this.shop.fake.advance(this.job.id);
  }

  /** Goes on until the phase. */
  async startTo(phase: "preparing" | "awaiting-confirmation" | "processing"): Promise<void> {
    this.start();
    await waitFor(() => expect(this.flow.job?.status).toBe("created"));
    if (phase === "preparing") return;
    this.advance();
    await this.shows("awaiting-confirmation");
    if (phase === "awaiting-confirmation") return;
    this.confirm();
    await waitFor(() => expect(this.flow.job?.status).toBe("confirmed"));
  }

  /** Requests that change something. */
  count(pattern: RegExp): number {
    return this.shop.requests.filter((request) => pattern.test(request)).length;
  }

  get counts() {
    return {
      uploads: this.count(UPLOAD),
      creates: this.count(CREATE),
      confirms: this.count(CONFIRM),
      cancels: this.count(CANCEL),
    };
  }

  /** Nothing is asked any more: several polls' time passes without a request. */
  async isQuiet(): Promise<void> {
    await act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const before = this.shop.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(this.shop.requests.slice(before)).toEqual([]);
    });
  }

  reset(): void {
    act(() => this.flow.reset());
  }

  leave(): void {
    this.#hook.unmount();
  }

  rerender(): void {
    this.#hook.rerender(undefined);
  }
}

export const CREATE = /^POST \/admin\/batch-jobs$/;
export const UPLOAD = /^POST \/admin\/uploads\/protected$/;
export const CONFIRM = /\/confirm$/;
export const CANCEL = /\/cancel$/;

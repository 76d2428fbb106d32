import { act, waitFor } from "@testing-library/react";
import type { ExportedFile } from "medusa-batch-jobs";
import { type ExportPhase, type UseExportOptions, useExport } from "medusa-batch-jobs/react";
import { expect } from "vitest";
import { Shop } from "../support/shop.js";

/** A page with an export. */
export class ExportPage {
  readonly shop = new Shop({ products: [{ handle: "cup", title: "Cup" }] });
  readonly files: ExportedFile[] = [];
  readonly #hook;

  constructor(options: UseExportOptions = {}) {
    this.#hook = this.shop.renderHook(() =>
      useExport({ interval: 10, onDone: (file) => this.files.push(file), ...options }),
    );
  }

  get flow() {
    return this.#hook.result.current;
  }

  /** The newest job. */
  get job() {
    const job = this.shop.fake.jobs.at(-1);
    if (job === undefined) throw new Error("There is no job.");
    return job;
  }

  start(context?: object): void {
    act(() => this.flow.start(context));
  }

  cancel(): void {
    act(() => this.flow.cancel());
  }

  async download(): Promise<void> {
    await act(() => this.flow.download());
  }

  async shows(phase: ExportPhase): Promise<void> {
    await waitFor(() => expect(this.flow.phase).toBe(phase), { timeout: 5_000 });
  }

  /** Until there is a job. */
  async begin(context?: object): Promise<void> {
    this.start(context);
    await waitFor(() => expect(this.flow.job?.status).toBe("created"));
  }

  /** Until there is a file. */
  async end(): Promise<void> {
    this.shop.fake.settle(this.job.id);
    await this.shows("done");
  }

  count(pattern: RegExp): number {
    return this.shop.requests.filter((request) => pattern.test(request)).length;
  }

  leave(): void {
    this.#hook.unmount();
  }

  rerender(): void {
    this.#hook.rerender(undefined);
  }
}

export const CREATE = /^POST \/admin\/batch-jobs$/;
export const CANCEL = /\/cancel$/;
export const ADDRESS = /download-url$/;

import axios, { type AxiosAdapter, type AxiosResponse } from "axios";
import Medusa, { type BatchJob, type Config } from "medusa-batch-jobs";
import { inject, vi } from "vitest";
import { productRows } from "../support/product-rows.js";
import { differenceOf } from "./differences.js";
import type { PromiseId } from "./promises.js";

/** The server under contract. */
export const target = inject("target");

/** A client of the admin user, by API token. */
export function adminClient(config: Config = {}): Medusa {
  return new Medusa({ baseUrl: target.url, apiKey: target.admin.apiToken, ...config });
}

/** A client that has not logged in. */
export function guestClient(config: Config = {}): Medusa {
  return new Medusa({ baseUrl: target.url, ...config });
}

/** Sends as axios does in Node, and shows each answer. */
export function watchAnswers(onAnswer: (answer: AxiosResponse) => void): AxiosAdapter {
  const send = axios.getAdapter("http");
  return async (config) => {
    const answer = await send(config);
    onAnswer(answer);
    return answer;
  };
}

/** Retrieves a job until it is as wanted; the failure shows the last one seen. */
export async function eventually(
  medusa: Medusa,
  id: string,
  wanted: (job: BatchJob) => boolean,
): Promise<BatchJob> {
  return vi.waitUntil(
    async () => {
      const { batch_job } = await medusa.admin.batchJobs.retrieve(id);
      return wanted(batch_job) && batch_job;
    },
    { timeout: 20_000, interval: 40 },
  );
}

/** A CSV with a product for each handle, in the columns of the admin's import template. */
export function productCsv(...handles: string[]): File {
  return new File([productRows(...handles)], `${handles[0]}.csv`, { type: "text/csv" });
}

/** Whether the server under contract is known to do this otherwise than the others, or not at all. */
export function differs(promise: PromiseId): boolean {
  return differenceOf(promise, target.profile) !== undefined;
}

/** An API token in the header in which this server takes one: for a request that is not the SDK's. */
export function tokenHeaders(token: string): Record<string, string> {
  return target.apiKeyHeader === "authorization"
    ? { authorization: `Bearer ${token}` }
    : { "x-medusa-access-token": token };
}

/** Whether the server under contract is of a minor version of Medusa 1 before this one, such as 17. */
export function isBefore(minor: number): boolean {
  return Number(target.version.split(".")[1]) < minor;
}

/** Whether the server under contract is known to have no such thing: a test of it is skipped there. */
export function cannot(promise: PromiseId): boolean {
  return differenceOf(promise, target.profile)?.kind === "cannot";
}

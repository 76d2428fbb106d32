import type { Call } from "../../soak/ledger.js";
import type { Errand, Outcome, ToldError } from "../../soak/messages.js";
import type { JobRow, ProductRow } from "../../soak/shop.js";

export const WORK = "soak-1";
export const ONE: ProductRow = { handle: WORK, products: 1, variants: 1, prices: 1 };

export function errand(overrides: Partial<Errand> = {}): Errand {
  return { kind: "importPlain", work: WORK, rest: 0, abortAfter: 0, again: false, ...overrides };
}

export function call(outcome: Outcome | undefined, overrides: Partial<Errand> = {}): Call {
  return { number: 0, client: "client 1", errand: errand(overrides), beganAt: 0, outcome };
}

export function result(...jobs: string[]): Outcome {
  return { ended: "result", jobs, replayed: false };
}

export function error(overrides: Partial<ToldError>): Outcome {
  const told = { name: "MedusaAPIError", message: "It failed.", isPromised: true };
  return { ended: "error", error: { ...told, ...overrides } };
}

export function job(overrides: Partial<JobRow> = {}): JobRow {
  return {
    id: "batch_1",
    type: "product-import",
    soak: WORK,
    isPrepared: true,
    isConfirmed: true,
    isCompleted: true,
    isCanceled: false,
    isFailed: false,
    errors: "",
    ...overrides,
  };
}

import { type UndiciAdapter, undiciAdapter } from "../../src/undici/index.js";

/** What carries the requests: whatever holds for one has to hold for the other. */
export interface Carrier {
  name: string;
  /** `undefined` for axios's own, which the client takes by itself. */
  open: () => UndiciAdapter | undefined;
}

export const CARRIERS: readonly Carrier[] = [
  { name: "axios's http adapter", open: () => undefined },
  { name: "undiciAdapter", open: () => undiciAdapter() },
];

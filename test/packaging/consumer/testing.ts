import Medusa from "medusa-batch-jobs";
import {
  type BatchJobStrategy,
  createBatchJobHandlers,
  FakeMedusa,
  type FakeMedusaOptions,
} from "medusa-batch-jobs/testing";

const options: FakeMedusaOptions = { tick: 10 };
const fake = new FakeMedusa(options);

export const medusa = new Medusa();
export const handlers: unknown[] = createBatchJobHandlers(fake);
export type Strategies = BatchJobStrategy[];

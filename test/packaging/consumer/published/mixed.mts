import Medusa from "medusa-batch-jobs";
import { take } from "./commonjs.cjs";

const medusa = new Medusa();

/** A client of ESM's is one for CommonJS. */
export const taken: boolean = take(medusa, medusa.client, medusa.admin.batchJobs);

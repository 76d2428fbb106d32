import * as sdk from "medusa-batch-jobs";
import { play } from "./scenario.mjs";

// As a page does that rarely needs it.
globalThis.play = async (urls) => play(sdk, await import("medusa-batch-jobs/csv"), urls);

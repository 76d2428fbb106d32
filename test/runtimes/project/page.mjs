import * as sdk from "medusa-batch-jobs";
import * as csv from "medusa-batch-jobs/csv";
import { play } from "./scenario.mjs";

globalThis.play = (urls) => play(sdk, csv, urls);

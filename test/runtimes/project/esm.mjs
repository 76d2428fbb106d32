import * as sdk from "medusa-batch-jobs";
import * as csv from "medusa-batch-jobs/csv";
import { play } from "./scenario.mjs";

console.log(JSON.stringify(await play(sdk, csv, JSON.parse(process.argv[2]))));

import * as sdk from "medusa-batch-jobs";
import { play } from "./scenario.mjs";

console.log(JSON.stringify(await play(sdk, JSON.parse(process.argv[2]))));

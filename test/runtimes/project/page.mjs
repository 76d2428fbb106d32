import * as sdk from "medusa-batch-jobs";
import { play } from "./scenario.mjs";

globalThis.play = (urls) => play(sdk, urls);

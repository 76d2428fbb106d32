import * as sdk from "medusa-batch-jobs";
import * as csv from "medusa-batch-jobs/csv";
import { play } from "./scenario.mjs";

export default {
  async fetch(request) {
    return Response.json(await play(sdk, csv, await request.json()));
  },
};

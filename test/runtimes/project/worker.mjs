import * as sdk from "medusa-batch-jobs";
import { play } from "./scenario.mjs";

export default {
  async fetch(request) {
    return Response.json(await play(sdk, await request.json()));
  },
};

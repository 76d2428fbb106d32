const sdk = require("medusa-batch-jobs");

import("./scenario.mjs").then(async ({ play }) => {
  console.log(JSON.stringify(await play(sdk, JSON.parse(process.argv[2]))));
});

const sdk = require("medusa-batch-jobs");
const csv = require("medusa-batch-jobs/csv");

import("./scenario.mjs").then(async ({ play }) => {
  console.log(JSON.stringify(await play(sdk, csv, JSON.parse(process.argv[2]))));
});

const { transformSync } = require("esbuild");

/** The project's modules as Jest runs them: CommonJS. */
module.exports = {
  process: (source) => ({ code: transformSync(source, { format: "cjs" }).code }),
};

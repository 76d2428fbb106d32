import { writeFileSync } from "node:fs";
import { guides, writeSections } from "./guide.js";

// `npm run docs:cli`: writes what is generated in docs/cli.md and docs/cli-help.md.
for (const guide of guides()) writeFileSync(guide.page, writeSections(guide));

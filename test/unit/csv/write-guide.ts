import { writeFileSync } from "node:fs";
import { guide, PAGE } from "./guide.js";

// `npm run docs:csv`: writes what is generated in docs/csv.md.
writeFileSync(PAGE, await guide());

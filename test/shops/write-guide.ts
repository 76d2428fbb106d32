import { writeFileSync } from "node:fs";
import { guide, PAGE } from "./guide.js";

// `npm run docs:shops`: writes what is generated in docs/medusa-v1.md.
writeFileSync(PAGE, guide());

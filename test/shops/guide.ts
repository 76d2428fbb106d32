import { PROFILES } from "../backend/profiles.mjs";
import { withSections } from "../support/generated-sections.js";
import { foretell } from "./judge.js";
import { tableOf } from "./table.js";

/** The page about servers. Between two comments that name a section stands what is generated. */
export const PAGE = new URL("../../docs/medusa-v1.md", import.meta.url);

/** The page as the known differences say it should be; `npm run test:shops` says whether they are true. */
export function guide(): string {
  return withSections(PAGE, { "profile × promise": tableOf(foretell(), PROFILES) });
}

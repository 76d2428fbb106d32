import { expect, test } from "vitest";
import { withTables } from "../../soak/guide.js";

const GUIDE = "before\n<!-- begin: npm run soak -- --write -->\nold\n<!-- end -->\nafter\n";

test("new tables take the place of the old ones, and all else stays", () => {
  const written = withTables(GUIDE, "new");
  expect(written).toBe(
    "before\n<!-- begin: npm run soak -- --write -->\n\nnew\n\n<!-- end -->\nafter\n",
  );
  expect(withTables(written, "new")).toBe(written);
});

test("a guide without a place for them is not overwritten", () => {
  expect(() => withTables("no place", "new")).toThrow(/no place/);
});

import { describe, expect, test } from "vitest";
import { checkLimits } from "../../../src/cli/limits.js";

const OPERATIONS = { PRODUCT_CREATE: 3, PRODUCT_UPDATE: 0, VARIANT_CREATE: 4, VARIANT_UPDATE: 5 };

describe("the limits of an import", () => {
  test.each([
    [OPERATIONS, {}],
    [OPERATIONS, { maxCreates: 7, maxUpdates: 5 }],
    [{}, { maxCreates: 0, maxUpdates: 0 }],
    [undefined, {}],
  ])("let %j pass with %j", (operations, limits) => {
    checkLimits(operations, limits);
  });

  test.each([
    [OPERATIONS, { maxCreates: 6 }, "create 7 products and variants, more than --max-creates 6."],
    [OPERATIONS, { maxUpdates: 4 }, "update 5 products and variants, more than --max-updates 4."],
    [OPERATIONS, { maxCreates: 0, maxUpdates: 0 }, "create 7 products"],
    [{ PRICE_LIST_PRICE_CREATE: 2 }, { maxCreates: 1 }, "create 2 price rows, more than"],
    [undefined, { maxCreates: 1 }, "does not say how much the import would create"],
    [null, { maxUpdates: 1 }, "so --max-updates 1 cannot be kept"],
    [{ PRODUCT_CREATE: "many" }, { maxCreates: 1 }, "does not say how much"],
  ])("stop %j with %j", (operations, limits, message) => {
    const check = () => checkLimits(operations, limits);
    expect(check).toThrow(message);
    expect(check).toThrow(/Nothing was written\.$/);
    expect(check).toThrow(expect.objectContaining({ name: "LimitExceeded" }));
  });
});

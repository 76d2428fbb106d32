import type { FakeMedusaOptions, FakeProductInput } from "medusa-batch-jobs/testing";

/** What the real server of the contract is configured and seeded with, for a fake. */
export const FAKE_SHOP: FakeMedusaOptions = {
  adminCors: "/^http:\\/\\/(localhost|127\\.0\\.0\\.1)(:\\d+)?$/",
  regions: { EU: "eur" },
  products: [
    product("Espresso Cup", "Colour", [
      ["White", "CUP-WHITE", 900],
      ["Black", "CUP-BLACK", 950],
    ]),
    product("French Press", "Size", [
      ["350 ml", "PRESS-350", 2900],
      ["1 l", "PRESS-1000", 3900],
    ]),
    product("Coffee Grinder", "Model", [["Hand", "GRINDER-HAND", 5900]]),
  ].map((input, index) => ({ ...input, created_at: new Date(index).toISOString() })),
};

/** The handles of its products: other tests import more. */
export const HANDLES = ["espresso-cup", "french-press", "coffee-grinder"];

function product(
  title: string,
  option: string,
  variants: [value: string, sku: string, amount: number][],
): FakeProductInput {
  return {
    title,
    handle: title.toLowerCase().replace(" ", "-"),
    status: "published",
    options: [option],
    variants: variants.map(([value, sku, amount]) => ({
      title: value,
      sku,
      inventory_quantity: 100,
      options: [value],
      prices: [{ currency_code: "eur", amount }],
    })),
  };
}

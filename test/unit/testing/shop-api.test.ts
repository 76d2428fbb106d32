import Medusa, { CsvCheckError } from "medusa-batch-jobs";
import { readShop } from "medusa-batch-jobs/csv";
import {
  createBatchJobHandlers,
  FakeMedusa,
  type FakeMedusaOptions,
} from "medusa-batch-jobs/testing";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, askAnonymously } from "./asking.js";

const CUP = {
  id: "prod_cup",
  handle: "cup",
  title: "Cup",
  collection_handle: "summer",
  collection_title: "Summer",
  options: ["Size", "Colour"],
  variants: [
    {
      id: "variant_cup",
      title: "Small",
      sku: "CUP_S",
      barcode: "4006381333931",
      options: ["S", "White"],
      prices: [
        { currency_code: "eur", amount: 900 },
        { currency_code: "usd", amount: 1000, region: "US" },
      ],
    },
  ],
};
const SHOP: FakeMedusaOptions = {
  tick: 0,
  products: [CUP, { id: "prod_mug", handle: "mug", title: "Mug" }],
  regions: { EU: "eur", US: "USD", Bayern: "eur" },
};

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function open(options: FakeMedusaOptions = SHOP) {
  const fake = new FakeMedusa(options);
  server.use(...createBatchJobHandlers(fake));
  return { fake, medusa: new Medusa({ baseUrl: fake.baseUrl, apiKey: "test_api_token_admin" }) };
}

async function list(path: string, fake = new FakeMedusa(SHOP)) {
  return (await ask(fake, `/admin${path}`)).json();
}

describe("readShop of a fake", () => {
  it.each(["1.8.2", "1.17.4"])("of %s gives the same shop", async (version) => {
    const file = "Product Handle;Product Title;Variant SKU\nnope;Cup;CUP_S\n";
    const old = await readShop(open({ ...SHOP, version }).medusa, { file });
    expect(old.products).toHaveLength(1);
    expect(old).toEqual(await readShop(open().medusa, { file }));
  });

  it("gives the shop that the fake was made of", async () => {
    const { fake, medusa } = open();
    const shop = await readShop(medusa, { file: "Product Handle;Product Title;X\ncup;Cup;\n" });
    const us = shop.regions.find(({ name }) => name === "US");
    expect(shop).toEqual({
      featureFlags: { sales_channels: true, product_categories: false },
      storeCurrencies: ["eur", "usd"],
      currencies: expect.arrayContaining(["eur", "jpy", "kwd"]),
      regions: [
        { id: expect.stringMatching(/^reg_/), name: "EU", currency_code: "eur" },
        { id: expect.stringMatching(/^reg_/), name: "US", currency_code: "usd" },
        { id: expect.stringMatching(/^reg_/), name: "Bayern", currency_code: "eur" },
      ],
      salesChannels: [{ id: expect.any(String), name: "Default Sales Channel" }],
      collections: [{ id: expect.stringMatching(/^pcol_/), handle: "summer", title: "Summer" }],
      categories: [],
      products: [{ id: "prod_cup", handle: "cup", options: ["Size", "Colour"] }],
      variants: [
        {
          id: "variant_cup",
          product_id: "prod_cup",
          title: "Small",
          sku: "CUP_S",
          barcode: "4006381333931",
          options: { Size: "S", Colour: "White" },
          prices: [
            { currency_code: "eur", region_id: null },
            { currency_code: "usd", region_id: us?.id },
          ],
        },
      ],
    });
    expect(new Set(shop.regions.map(({ id }) => id)).size).toBe(3);
    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("gives the same ids whenever it is asked", async () => {
    const { fake, medusa } = open();
    const file = "Product Handle;Product Title;X\ncup;Cup;\n";
    const before = await readShop(medusa, { file });
    fake.reset();
    expect(await readShop(medusa, { file })).toEqual(before);
  });

  it.each([
    ["the id of a variant", "Product Handle;Variant Id;X\nx;variant_cup;\n"],
    ["a SKU with a wild card in it", "Product Handle;Variant SKU;X\nx;CUP_S;\n"],
    ["a barcode", "Product Handle;Variant Barcode;X\nx;4006381333931;\n"],
  ])("finds a product by %s", async (_, file) => {
    const { products } = await readShop(open().medusa, { file });
    expect(products.map(({ id }) => id)).toEqual(["prod_cup"]);
  });

  it("looks through more products than a page has", async () => {
    const many = Array.from({ length: 450 }, (_, i) => ({ handle: `p-${i}`, title: "P" }));
    const { medusa } = open({ products: many });
    const rows = many.map(({ handle }) => `${handle};P;`);
    const { products } = await readShop(medusa, {
      file: ["Product Handle;Product Title;X", ...rows].join("\n"),
    });
    expect(new Set(products.map(({ handle }) => handle)).size).toBe(450);
  });

  it("tells of what was imported meanwhile, and not of the prices of a list", async () => {
    const { fake, medusa } = open();
    const { batchJobs } = medusa.admin;
    await batchJobs.importFile(
      "Product Handle;Product Title;Variant SKU;Variant Title;Variant Inventory Quantity\njug;Jug;JUG;One;1\n",
    );
    const [priceListId = ""] = fake.priceLists;
    const prices = "SKU;Product Variant ID;Price EUR\nJUG;;5\n";
    await batchJobs.importFile(prices, {
      type: "price-list-import",
      context: { price_list_id: priceListId },
    });
    const { variants } = await readShop(medusa, { file: prices, type: "price-list-import" });
    expect(variants).toMatchObject([{ sku: "JUG", prices: [] }]);
  });
});

describe("an import that is checked with a fake's shop", () => {
  const HEADER =
    "Product Handle;Product Title;Variant Title;Variant SKU;Variant Inventory Quantity";

  it.each([
    ["a SKU that is there", `${HEADER}\njug;Jug;One;CUP_S;1\n`, "taken-sku"],
    ["an unknown region", `${HEADER};Price Mars [USD]\njug;Jug;One;JUG;1;9\n`, "unknown-region"],
  ])("is refused for %s, before anything is sent", async (_, file, rule) => {
    const { fake, medusa } = open();
    const importing = medusa.admin.batchJobs.importFile(file, { check: true, shop: true });
    const error = await importing.then(undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(CsvCheckError);
    expect(error).toMatchObject({ report: { verdict: "refused", problems: [{ rule }] } });
    expect(fake.jobs).toEqual([]);
  });

  it("goes through if nothing is wrong", async () => {
    const { fake, medusa } = open();
    const file = `${HEADER};Price Bayern [EUR]\njug;Jug;One;JUG;1;9\n`;
    await medusa.admin.batchJobs.importFile(file, { check: true, shop: true });
    expect(fake.products.map(({ handle }) => handle)).toContain("jug");
  });
});

describe("the lists of the shop", () => {
  it.each([
    "store",
    "currencies",
    "regions",
    "sales-channels",
    "collections",
    "products",
    "variants",
  ])("show %s to an admin only", async (name) => {
    const fake = new FakeMedusa(SHOP);
    expect((await askAnonymously(fake, `/admin/${name}`)).status).toBe(401);
    expect((await ask(fake, `/admin/${name}`)).status).toBe(200);
  });

  it("know the store's currencies by its regions, and two where there are none", async () => {
    const { store } = await list("/store", new FakeMedusa());
    expect(store.currencies).toEqual([{ code: "eur" }, { code: "usd" }]);
    expect((await list("/store")).store.default_currency_code).toBe("eur");
  });

  it.each(["regions", "collections", "variants"])(
    "know no order of %s before 1.18",
    async (name) => {
      const old = await ask(new FakeMedusa({ version: "1.17.4" }), `/admin/${name}?order=id`);
      expect(await old.json()).toEqual({
        type: "invalid_data",
        message: "property order should not exist",
      });
    },
  );

  it("have no categories, whose feature is off", async () => {
    expect((await ask(new FakeMedusa(SHOP), "/admin/product-categories")).status).toBe(404);
  });

  it("come page by page, in the order that was asked for", async () => {
    const page = await list("/products?limit=1&offset=1&order=-id&fields=handle&expand=");
    expect(page).toEqual({
      products: [{ id: "prod_cup", handle: "cup", created_at: expect.any(String) }],
      count: 2,
      offset: 1,
      limit: 1,
    });
  });

  it.each([
    ["id[]=prod_cup&id[]=nope", ["prod_cup"]],
    ["id=prod_mug", ["prod_mug"]],
    ["handle=mug", ["prod_mug"]],
    ["handle=MUG", []],
  ])("filter products by %s", async (query, ids) => {
    const { products } = await list(`/products?${query}`);
    expect(products.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it.each([
    ["cup", 1],
    ["CUP_s", 1],
    ["C_P", 1],
    ["C%S", 1],
    ["C\\_P", 0],
    ["cup\\_s", 1],
    ["c.p", 0],
    ["(", 0],
    ["mall", 1],
  ])("search variants for %s as the database does", async (q, count) => {
    expect((await list(`/variants?q=${encodeURIComponent(q)}`)).count).toBe(count);
  });

  it.each([
    ["/products?handle[]=cup", "handle must be a string"],
    ["/variants?sku=CUP_S", "property sku should not exist"],
    ["/currencies?fields=code", "property fields should not exist"],
    ["/regions?limit=x", "limit must be a number conforming to the specified constraints"],
  ])("refuse %s", async (path, message) => {
    const response = await ask(new FakeMedusa(SHOP), `/admin${path}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: "invalid_data", message });
  });
});

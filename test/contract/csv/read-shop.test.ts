import Medusa from "medusa-batch-jobs";
import { type CheckedImport, readShop } from "medusa-batch-jobs/csv";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isRecord } from "../../../src/http/kinds.js";
import { type Database, openDatabase } from "../../backend/database.mjs";
import { serveFake } from "../../support/serve-fake.js";
import { adminClient, target, watchAnswers } from "../shop.js";
import { corpusFakeShop } from "./fake-shop.js";
import { type Oracle, openOracle } from "./oracle.js";

const PRICE_LIST = "Product Variant ID;SKU;Price EUR\n";
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** As the order of rows, of which there is none, is no matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((one, other) => compare(one, other));
  if (!isRecord(value) || "asymmetricMatch" in value) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => compare(one, other)));
}

function compare(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

const isReal = target.kind === "real";
const methods: string[] = [];
let url: string;
let medusa: Medusa;
let oracle: Oracle;
let database: Database;
let close: () => Promise<void>;

const read = (file: string, type?: CheckedImport) => readShop(medusa, { file, type });

beforeAll(async () => {
  await (isReal ? openReal() : openFake());
  const axiosAdapter = watchAnswers(({ config }) => methods.push(String(config.method)));
  medusa = adminClient({ baseUrl: url, axiosAdapter });
});
afterAll(() => close());
beforeEach(() => void methods.splice(0));

async function openReal() {
  const { databaseUrl = "", admin } = target;
  url = target.url;
  oracle = await openOracle({ ...target, databaseUrl, apiToken: admin.apiToken });
  database = await openDatabase(databaseUrl);
  close = async () => {
    await database.close();
    await oracle.close();
  };
}

async function openFake() {
  ({ url, close } = await serveFake(corpusFakeShop()));
}

describe("a shop", () => {
  test("tells of a product and its variants", async () => {
    const { products, variants, regions } = await read(
      "Product Handle;Product Title\nespresso-cup;Cup\nnope;x\n",
    );
    const europe = regions.find(({ name }) => name === "EU")?.id;
    expect(products).toEqual([{ id: "prod_cup", handle: "espresso-cup", options: ["Colour"] }]);
    expect(variants).toContainEqual({
      id: "variant_cup_white",
      product_id: "prod_cup",
      title: "White",
      sku: "CUP-WHITE",
      barcode: "4006381333931",
      options: { Colour: "White" },
      prices: expect.toSatisfy(
        (prices) =>
          prices.length === 3 &&
          prices.some(({ region_id }: { region_id: string | null }) => region_id === europe),
      ),
    });
    expect(variants.map(({ id }) => id).sort()).toEqual(["variant_cup_black", "variant_cup_white"]);
  });

  test.each([
    ["an id", "Product Id;Product Handle;X\nprod_shirt;x;\n", "product-import"],
    ["a handle", "Product Handle;Product Title;X\nt-shirt;x;\n", "product-import"],
    ["the id of a variant", "Product Handle;Variant Id;X\nx;variant_shirt_m;\n", "product-import"],
    ["a SKU", "Product Handle;Variant SKU;X\nx;SHIRT-M;\n", "product-import"],
    ["the id of a variant", `${PRICE_LIST}variant_shirt_m;;1\n`, "price-list-import"],
    ["a SKU", `${PRICE_LIST};SHIRT-M;1\n`, "price-list-import"],
  ] as const)("finds a product by %s", async (_, file, type) => {
    const { products, variants } = await read(file, type);
    expect(products).toEqual([
      { id: "prod_shirt", handle: "t-shirt", options: expect.arrayContaining(["Size", "Colour"]) },
    ]);
    expect(variants.map(({ sku }) => sku).sort()).toEqual(["SHIRT-M", "SHIRT-S"]);
    expect(variants[0]?.options).toEqual({ Size: expect.any(String), Colour: "Red" });
  });

  test("finds a product by a barcode", async () => {
    const { products } = await read("Product Handle;Variant Barcode;X\nx;4006381333931;\n");
    expect(products.map(({ id }) => id)).toEqual(["prod_cup"]);
  });

  test("finds a SKU by the number that the server takes it for", async () => {
    const { products } = await read(`${PRICE_LIST};007;1\n`, "price-list-import");
    expect(products.map(({ id }) => id)).toEqual(["prod_grinder"]);
  });

  test("shows itself to an admin only", async () => {
    const guest = new Medusa({ baseUrl: url });
    await expect(readShop(guest, { file: PRICE_LIST })).rejects.toMatchObject({ status: 401 });
  });

  test("is left alone after an abort", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const paths: string[] = [];
    const client = adminClient({
      baseUrl: url,
      axiosAdapter: watchAnswers(({ config }) => {
        paths.push(String(config.url));
        controller.abort(reason);
      }),
    });
    const { signal } = controller;
    await expect(readShop(client, { file: `${PRICE_LIST};A;1\n`, signal })).rejects.toBe(reason);
    expect(paths).toHaveLength(1);
  });
});

describe.runIf(isReal)("a real shop", () => {
  test("tells its settings", async () => {
    const { products, variants, currencies, regions, ...shop } = await read(PRICE_LIST);
    expect(shop).toEqual({
      featureFlags: expect.objectContaining({ sales_channels: true, product_categories: false }),
      storeCurrencies: expect.toSatisfy((codes) => [...codes].sort().join() === "eur,usd"),
      salesChannels: expect.arrayContaining([
        { id: "sc_default", name: "Default Sales Channel" },
        { id: "sc_b2b", name: "B2B" },
      ]),
      collections: expect.arrayContaining([
        { id: "pcol_summer", handle: "summer", title: "Summer" },
      ]),
      categories: [],
    });
    expect({ products, variants }).toEqual({ products: [], variants: [] });
    expect(currencies).toEqual(expect.arrayContaining(["eur", "jpy", "kwd"]));
    expect(currencies).toHaveLength(120);
    expect(regions).toContainEqual({ id: "reg_ch", name: "Schweiz", currency_code: "chf" });
    expect(new Set(methods)).toEqual(new Set(["get"]));
  });

  test("tells what the database says, of all that a file names", async () => {
    const rows = oracle.shop.products.map(({ handle }) => `${handle};T;`);
    const shop = await read(["Product Handle;Product Title;X", ...rows].join("\n"));
    expect(sorted(shop)).toEqual(
      sorted({ ...oracle.shop, featureFlags: expect.objectContaining(oracle.shop.featureFlags) }),
    );
  });

  test.each([
    ["its handle", "Product Handle;Product Title;X\ngone-mug;x;\n"],
    ["its id", "Product Id;Product Handle;X\nprod_gone;x;\n"],
    ["its variant's id", "Product Handle;Variant Id;X\nx;variant_gone;\n"],
    ["its variant's SKU", "Product Handle;Variant SKU;X\nx;GONE-1;\n"],
    ["its variant's barcode", "Product Handle;Variant Barcode;X\nx;GONE-BAR;\n"],
  ])("has no product any more that was deleted, by %s", async (_, file) => {
    expect(await read(file)).toMatchObject({ products: [], variants: [] });
  });

  test("has no variant any more that was deleted", async () => {
    await oracle.ask({ type: "product-import", csv: "" });
    await medusa.admin.custom.delete("/products/prod_press/variants/variant_press_350");
    const { variants } = await read("Product Handle;Product Title;X\nfrench-press;x;\n");
    expect(variants.map(({ id }) => id)).toEqual(["variant_press_1000"]);
    const bySku = await read(`${PRICE_LIST};PRESS-350;1\n`, "price-list-import");
    expect(bySku.products).toEqual([]);
  });

  describe("with many products", () => {
    const MANY = 450;
    const skus = ["100%", "A_B", "A\\B", "C\\", "D'\"D", "Grün & Co", "+1", "#1", "x".repeat(500)];

    beforeAll(async () => {
      await oracle.ask({ type: "product-import", csv: "" });
      const all = [...skus, ...numbers(MANY - skus.length).map((index) => `like A-B, ${index}`)];
      for (const [index, sku] of all.entries()) {
        // Of one that is there: before 1.13 a product must have a profile.
        await database.query(
          `INSERT INTO product SELECT (jsonb_populate_record(product, $1)).*
           FROM product WHERE id = 'prod_press'`,
          [JSON.stringify({ id: `prod_many_${index}`, handle: `many-${index}` })],
        );
        await database.query(
          `INSERT INTO product_variant (id, title, product_id, sku, inventory_quantity)
           VALUES ($1, 'A', $2, $3, 1)`,
          [`variant_many_${index}`, `prod_many_${index}`, sku],
        );
      }
    });

    test.each(skus)("finds the SKU %s", async (sku) => {
      const cell = `"${sku.replaceAll('"', '""')}"`;
      const { variants } = await read(`${PRICE_LIST};${cell};1\n`, "price-list-import");
      expect(variants.map((variant) => variant.sku)).toEqual([sku]);
    });

    test("finds as many by a look through all of them as one by one", async () => {
      const rows = numbers(MANY).map((index) => `many-${index};T;`);
      const all = await read(["Product Handle;Product Title;X", ...rows].join("\n"));
      expect(methods.length).toBeLessThan(30);
      const ids = numbers(MANY).map((index) => `prod_many_${index};h;`);
      const byId = await read(["Product Id;Product Handle;X", ...ids].join("\n"));
      const sorted = (products: readonly { id: string }[]) => products.map(({ id }) => id).sort();
      expect(sorted(all.products)).toEqual(sorted(byId.products));
      expect(all.products).toHaveLength(MANY);
      expect(all.variants).toHaveLength(MANY);
    });

    test("looks through all of them, also those that came at one time", async () => {
      await database.query("UPDATE product SET created_at = '2024-01-01'");
      const rows = numbers(MANY).map((index) => `many-${index};4006381333931;`);
      const { products } = await read(["Product Handle;Variant Barcode;X", ...rows].join("\n"));
      expect(products).toHaveLength(MANY + 1);
    });
  });
});

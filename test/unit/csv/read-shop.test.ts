import { describe, expect, test } from "vitest";
import {
  type CheckedImport,
  readShop,
  type Shop,
  type ShopClient,
} from "../../../src/csv/index.js";
import Medusa from "../../../src/index.js";
import { productOf, ScriptedAdmin } from "./scripted-admin.js";

const LIST_HEADER = "Product Variant ID;SKU;Price EUR\n";
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

function read(admin: ShopClient, file: string, type?: CheckedImport, signal?: AbortSignal) {
  return readShop(admin, { file, type, signal });
}

const skusOf = ({ variants }: Shop) => variants.map(({ sku }) => sku).sort();
const idsOf = ({ products }: Shop) => products.map(({ id }) => id).sort();

describe("of the shop", () => {
  test("all settings are read, as plain JSON", async () => {
    const shop = await read(new ScriptedAdmin(), "Product Handle\ntea\n");
    expect(shop).toEqual({
      featureFlags: { sales_channels: true, product_categories: false },
      storeCurrencies: ["eur", "usd"],
      currencies: ["eur", "usd", "jpy"],
      regions: [{ id: "reg_eu", name: "EU", currency_code: "eur" }],
      salesChannels: [{ id: "sc_1", name: "Web" }],
      collections: [{ id: "pcol_1", handle: "summer", title: "Summer" }],
      categories: [],
      products: [],
      variants: [],
    });
    expect(JSON.parse(JSON.stringify(shop))).toEqual(shop);
  });

  test("categories and channels are asked for where there are some", async () => {
    const admin = new ScriptedAdmin();
    admin.flags = { sales_channels: false, product_categories: true };
    const { categories, salesChannels } = await read(admin, "Product Handle\ntea\n");
    expect(categories).toEqual([{ id: "pcat_1", handle: "cups", name: "Cups" }]);
    expect(salesChannels).toEqual([]);
    expect(admin.asked("/sales-channels")).toEqual([]);
  });

  test("lists of many pages are read to their ends", async () => {
    const admin = new ScriptedAdmin();
    admin.lists["/collections"] = numbers(450).map((index) => ({
      id: `${index}`,
      handle: `h${index}`,
    }));
    const { collections } = await read(admin, "Product Handle\ntea\n");
    expect(collections).toHaveLength(450);
    expect(admin.asked("/collections").map((query) => query.get("offset"))).toEqual([
      "0",
      "200",
      "400",
    ]);
  });

  test("regions are the oldest first, for the server takes that of two with one name", async () => {
    const admin = new ScriptedAdmin();
    admin.lists["/regions"] = [
      { id: "reg_2", name: "EU", currency_code: "eur", created_at: "2024-05-02T00:00:00.000Z" },
      { id: "reg_1", name: "EU", currency_code: "usd", created_at: "2024-05-01T00:00:00.000Z" },
    ];
    const { regions } = await read(admin, LIST_HEADER, "price-list-import");
    expect(regions.map(({ id }) => id)).toEqual(["reg_1", "reg_2"]);
  });
});

describe("of the products", () => {
  const tea = productOf("tea", "TEA-1", "TEA-2");
  const mug = productOf("mug", "MUG-1");
  const pot = productOf("pot", "POT-1");
  const admin = () => new ScriptedAdmin(tea, mug, pot);

  test.each([
    ["a handle", "Product Handle;Product Title\ntea;Tea\n"],
    ["an id", "Product Id;Product Handle\nprod_tea;other\n"],
    ["the id of a variant", "Product Handle;Variant Id\nother;variant_tea_1\n"],
    ["a SKU", "Product Handle;Variant SKU\nother;TEA-2\n"],
  ])("the one that is named by %s is read, with all of its variants", async (_, file) => {
    const shop = await read(admin(), file);
    expect(shop.products).toEqual([{ id: "prod_tea", handle: "tea", options: ["Size"] }]);
    expect(shop.variants).toEqual([
      {
        id: "variant_tea_0",
        product_id: "prod_tea",
        title: "No. 0",
        sku: "TEA-1",
        barcode: null,
        options: { Size: "0" },
        prices: [{ currency_code: "eur", region_id: null }],
      },
      expect.objectContaining({ id: "variant_tea_1", sku: "TEA-2", options: { Size: "1" } }),
    ]);
  });

  test("a price list names variants by ids and SKUs", async () => {
    const file = `${LIST_HEADER}variant_mug_0;;1\n;POT-1;2\n`;
    expect(idsOf(await read(admin(), file, "price-list-import"))).toEqual(["prod_mug", "prod_pot"]);
  });

  test("a barcode is looked for in all of them, for the server finds none", async () => {
    const [variant] = mug.variants;
    const found = {
      ...mug,
      variants: [
        { ...variant, id: "v", title: "", sku: null, options: [], prices: [], barcode: "4006" },
      ],
    };
    const shop = new ScriptedAdmin(tea, found, pot);
    expect(idsOf(await read(shop, "Product Handle;Variant Barcode\nother;4006\n"))).toEqual([
      "prod_mug",
    ]);
  });

  test("prices of price lists are left out", async () => {
    const [variant] = mug.variants;
    const prices = [
      { currency_code: "eur", region_id: "reg_eu", price_list_id: null },
      { currency_code: "usd", region_id: null, price_list_id: "pl_sale" },
    ];
    const sold = {
      ...mug,
      variants: [{ ...variant, id: "v", title: "", sku: null, barcode: null, options: [], prices }],
    };
    const { variants } = await read(new ScriptedAdmin(sold), "Product Handle\nmug\n");
    expect(variants[0]?.prices).toEqual([{ currency_code: "eur", region_id: "reg_eu" }]);
  });

  test.each([
    ["007", "7"],
    ["007", "007"],
    ["1e3", "1000"],
    [" TEA ", "TEA"],
    ['"""TEA"""', "TEA"],
    ["TRUE", "true"],
  ])("a cell of %s may mean %s", async (cell, sku) => {
    const shop = new ScriptedAdmin(productOf("it", sku), mug);
    const file = `${LIST_HEADER};${cell};1\n`;
    expect(skusOf(await read(shop, file, "price-list-import"))).toEqual([sku]);
  });

  test("a file whose delimiter the server mistakes names what it meant to", async () => {
    const file = "SKU;Price EUR\nPOT-1;1\n";
    expect(skusOf(await read(admin(), file, "price-list-import"))).toEqual(["POT-1"]);
  });

  test("what is broken in a name may mean what it was before", async () => {
    const shop = new ScriptedAdmin(productOf("it", "GRÜN"));
    const file = new Uint8Array(Buffer.from(`${LIST_HEADER};GRÜN;1\n`, "latin1"));
    expect(skusOf(await readShop(shop, { file, type: "price-list-import" }))).toEqual(["GRÜN"]);
  });

  test.each(["A_1", "A%1", "A\\1", "A\\", "a1"])(
    "the SKU %s is found among all that are like it",
    async (sku) => {
      const like = numbers(450).map((index) => productOf(`like-${index}`, `AA1-${sku}-${index}`));
      const shop = new ScriptedAdmin(
        ...like,
        productOf("it", sku),
        productOf("other", "Ax1", "A1"),
      );
      const file = `${LIST_HEADER};${sku};1\n`;
      expect(skusOf(await read(shop, file, "price-list-import"))).toEqual([sku]);
      // Before 1.18 variants cannot be asked for in an order: what has many pages may come in any.
      expect(shop.asked("/variants").map((query) => [...query.keys()])).toEqual([
        ["q", "fields", "expand", "limit", "offset"],
      ]);
    },
  );

  test.each([
    ["nothing", ""],
    ["a NUL", "A\0B"],
    ["more than a unique index takes", "x".repeat(3000)],
  ])("a name of %s is not asked for: it cannot be there", async (_, sku) => {
    const shop = admin();
    await read(shop, `${LIST_HEADER};${sku};1\n`, "price-list-import");
    expect(shop.asked("/variants")).toEqual([]);
    expect(shop.asked("/products")).toEqual([]);
  });
});

describe("of the requests", () => {
  const products = numbers(450).map((index) => productOf(`p${index}`, `SKU-${index}`));

  test("names are looked up one by one while that is shorter", async () => {
    const shop = new ScriptedAdmin(...products);
    const rows = numbers(12)
      .map((index) => `;SKU-${index};1\n`)
      .join("");
    const found = await read(shop, LIST_HEADER + rows, "price-list-import");
    expect(found.products).toHaveLength(12);
    expect(shop.asked("/variants").map((query) => query.get("q"))).toEqual(
      numbers(12).map((index) => `SKU-${index}`),
    );
  });

  test("all products are looked through, once, where that is shorter", async () => {
    const shop = new ScriptedAdmin(...products);
    const rows = numbers(300)
      .map((index) => `;SKU-${index};1\n`)
      .join("");
    const found = await read(shop, LIST_HEADER + rows, "price-list-import");
    expect(found.variants).toHaveLength(300);
    expect(shop.asked("/variants")).toEqual([]);
    const looks = shop.asked("/products").filter((query) => query.get("expand") === "variants");
    expect(looks.map((query) => query.get("offset"))).toEqual(["0", "200", "400"]);
    expect(looks.map((query) => query.get("order"))).toEqual(["id", "id", "id"]);
  });

  test("many ids, also absurd ones, go in chunks that every server takes", async () => {
    const shop = new ScriptedAdmin(...products);
    const ids = numbers(450).map((index) => `variant_p${index}_0;;1\n`);
    const long = numbers(40).map((index) => `${"é".repeat(1000)}${index};;1\n`);
    const file = LIST_HEADER + [...ids, ...long].join("");
    expect((await read(shop, file, "price-list-import")).products).toHaveLength(450);
    expect(Math.max(...shop.paths.map((path) => path.length))).toBeLessThan(16_282);
    expect(shop.paths.length).toBeLessThan(80);
    const counts = shop.asked("/variants").map((query) => query.getAll("id[]").length);
    expect(Math.max(...counts)).toBe(50);
  });

  test("four of them are under way at once, and no more", async () => {
    const shop = new ScriptedAdmin(...products);
    const rows = numbers(12)
      .map((index) => `;SKU-${index};1\n`)
      .join("");
    await read(shop, LIST_HEADER + rows, "price-list-import");
    expect(shop.most).toBe(4);
  });

  test("no options are sent where no signal was given: medusa-js makes headers of them", async () => {
    const shop = new ScriptedAdmin(...products);
    await read(shop, "Product Handle\np1\n");
    expect(new Set(shop.options)).toEqual(new Set([undefined]));
  });

  test("headers are sent with each", async () => {
    const shop = new ScriptedAdmin(...products);
    const customHeaders = { "x-shop": "1" };
    await readShop(shop, { file: "Product Handle\np1\n", customHeaders });
    expect(shop.headers).toEqual(shop.paths.map(() => customHeaders));
  });

  test("after a failure nothing more is asked", async () => {
    const shop = new ScriptedAdmin(...products);
    const failure = new Error("The server is gone.");
    shop.meanwhile = (path) => {
      if (path.includes("SKU-3")) throw failure;
    };
    const rows = numbers(12)
      .map((index) => `;SKU-${index};1\n`)
      .join("");
    await expect(read(shop, LIST_HEADER + rows, "price-list-import")).rejects.toBe(failure);
    expect(shop.asked("/variants").length).toBeLessThan(9);
    expect(shop.open).toBe(0);
  });
});

describe("an abort", () => {
  const reason = new Error("enough");

  test("before the start: nothing is asked", async () => {
    const shop = new ScriptedAdmin();
    await expect(
      read(shop, "Product Handle\na\n", undefined, AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
    expect(shop.paths).toEqual([]);
  });

  test.each(["/store", "/regions", "handle=a", "variants.prices"])(
    "while %s is read: nothing more is asked",
    async (part) => {
      const shop = new ScriptedAdmin(productOf("a"));
      const controller = new AbortController();
      shop.meanwhile = (path) => {
        if (path.includes(part)) controller.abort(reason);
      };
      await expect(read(shop, "Product Handle\na\n", undefined, controller.signal)).rejects.toBe(
        reason,
      );
      expect(shop.paths.at(-1)).toContain(part);
      expect(shop.options).toEqual(shop.paths.map(() => ({ signal: controller.signal })));
    },
  );

  test("while the file is read: nothing is asked", async () => {
    const shop = new ScriptedAdmin();
    const controller = new AbortController();
    const file = new ReadableStream<Uint8Array>({ pull: () => controller.abort(reason) });
    await expect(readShop(shop, { file, signal: controller.signal })).rejects.toBe(reason);
    expect(shop.paths).toEqual([]);
  });
});

describe("what is given", () => {
  test("a Medusa is a client to read with", async () => {
    const medusa = new Medusa({
      maxRetries: 0,
      axiosAdapter: async (config) => ({
        config,
        status: 401,
        statusText: "",
        headers: {},
        data: "Unauthorized",
      }),
    });
    await expect(read(medusa, "Product Handle\na\n")).rejects.toMatchObject({
      name: "MedusaAuthenticationError",
    });
  });

  test.each([
    ["no options", undefined],
    ["an unknown one", { file: "", typ: "product-import" }],
    ["an unknown type", { file: "", type: "order-import" }],
    ["no file", {}],
    ["a number for a file", { file: 5 }],
  ])("%s is refused before anything is asked", async (_, options) => {
    const shop = new ScriptedAdmin();
    await expect(readShop(shop, Object(options))).rejects.toMatchObject({
      code: "invalid_argument",
    });
    expect(shop.paths).toEqual([]);
  });
});

import {
  type BatchJobStrategy,
  FakeApiError,
  FakeMedusa,
  type FakeMedusaOptions,
  type FakeOrder,
  type FakeProductInput,
} from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { ask, create, upload } from "./asking.js";

const HEADER =
  "Product Handle;Product Title;Variant Title;Variant SKU;Variant Inventory Quantity;Option 1 Name;Option 1 Value;Price EUR";
const CUP: FakeProductInput = {
  handle: "cup",
  title: "Cup; small",
  tags: ["a", "b"],
  images: ["https://x.test/1.png"],
  options: ["Colour"],
  variants: [
    {
      title: "White",
      sku: "W",
      options: ["White"],
      prices: [{ currency_code: "eur", amount: 950 }],
    },
    {
      title: "Black",
      sku: "B",
      options: ["Black"],
      prices: [{ currency_code: "eur", amount: 1050, region: "Europe" }],
    },
  ],
};
const POT: FakeProductInput = { handle: "pot", title: "Pot" };

function shop(options: FakeMedusaOptions = {}) {
  return new FakeMedusa({ tick: Number.POSITIVE_INFINITY, products: [CUP, POT], ...options });
}

async function run(fake: FakeMedusa, type: string, context: object = {}) {
  const job = await create(fake, { type, context });
  return fake.settle(job.id);
}

async function importCsv(fake: FakeMedusa, csv: string) {
  return run(fake, "product-import", { fileKey: await upload(fake, csv) });
}

describe("product-export", () => {
  it("writes one row a variant, in Medusa's columns", async () => {
    const fake = shop();
    const { result, status } = await run(fake, "product-export");
    expect(status).toBe("completed");
    expect(result).toMatchObject({ count: 2, advancement_count: 2, progress: 1 });
    expect(result?.file_key).toMatch(/^exports\/products\/\d{13}-product-export-\d{13}\.csv$/);

    const csv = fake.files.get(result?.file_key ?? "") ?? "";
    expect(result?.file_size).toBe(new TextEncoder().encode(csv).byteLength);
    const [header, white, black, end] = csv.split("\r\n");
    expect(header).toMatch(
      /^Product Id;Product Handle;.*;Price EUR;Price Europe \[EUR\];Option 1 Name;Option 1 Value;Image 1 Url;Sales Channel 1 Id;Sales Channel 1 Name;Sales Channel 1 Description$/,
    );
    expect(white).toMatch(
      /;cup;"Cup; small";.*;"a,b";.*;9.5;;Colour;White;https:\/\/x\.test\/1\.png;Default Sales Channel;Default Sales Channel;Created by Medusa$/,
    );
    expect(black).toMatch(/;;10.5;Colour;Black;/);
    expect(end).toBe("");
  });

  it.each([
    [{}, 2],
    [{ filterable_fields: { handle: "cup" } }, 1],
    [{ filterable_fields: { handle: ["cup", "pot"], q: "POT" } }, 2],
    [{ filterable_fields: { created_at: { gt: "2100-01-01" } } }, 0],
    [{ limit: 1 }, 2],
    [{ offset: 1 }, 1],
    [{ batch_size: 1 }, 1],
    [{ batch_size: 1, offset: 1 }, 0],
  ])("with the context %o exports %d products", async (context, count) => {
    const { result } = await run(shop(), "product-export", context);
    expect(result?.advancement_count).toBe(count || undefined);
  });

  it("says nothing about its progress when there is nothing to do", async () => {
    const { result } = await run(shop({ products: [] }), "product-export");
    expect(result).not.toHaveProperty("count");
    expect(result).not.toHaveProperty("progress");
    expect(result?.file_size).toBe(664);
  });

  it.each([
    [
      { filterable_fields: { nope: "x" } },
      'Property "nope" was not found in "Product". Make sure your query is correct.',
    ],
    [{ order: "nope" }, "column product.nope does not exist"],
    [{ fields: "id,nope" }, "column product.nope does not exist"],
    [{ expand: "nope" }, "Relation with property path nope in entity was not found."],
    [{ limit: "abc" }, 'Provided "limit" value is not a number. Please provide a numeric value.'],
  ])(
    "with the context %o fails, though the create was answered with 201",
    async (context, error) => {
      const { status, result, pre_processed_at } = await run(shop(), "product-export", context);
      expect({ status, pre_processed_at }).toEqual({ status: "failed", pre_processed_at: null });
      expect(result).toEqual({ errors: [error] });
    },
  );

  it("fails with an object for an error when an expand takes its relations away", async () => {
    const { result } = await run(shop(), "product-export", { expand: "variants" });
    const message = "Cannot read properties of undefined (reading 'map')";
    expect(result?.errors).toEqual([{ message, code: "unknown", err: {} }]);
  });

  it("keeps unknown keys of the context and overwrites list_config", async () => {
    const job = await create(shop(), {
      type: "product-export",
      context: { hello: 1, list_config: { take: 3 }, order: "-title" },
    });
    expect(job.context).toMatchObject({
      hello: 1,
      list_config: { skip: 0, take: 50, order: { title: "DESC" } },
    });
  });
});

describe("product-import", () => {
  it("creates products and variants, and deletes its files", async () => {
    const fake = shop();
    const { result, status } = await importCsv(
      fake,
      `${HEADER}\nmug;Mug;Red;M-R;3;Colour;Red;12.5\nmug;Mug;Blue;M-B;0;Colour;Blue;13\n`,
    );
    expect(status).toBe("completed");
    expect(result).toMatchObject({
      count: 3,
      advancement_count: 3,
      operations: { PRODUCT_CREATE: 1, PRODUCT_UPDATE: 0, VARIANT_CREATE: 2, VARIANT_UPDATE: 0 },
      stat_descriptors: [
        {
          key: "product-import-count",
          name: "Products/variants to import",
          message:
            "There will be 1 products created (0  updated).\n             2 variants will be created and 0 updated",
        },
      ],
    });
    expect(fake.files.size).toBe(0);
    const mug = fake.products.find(({ handle }) => handle === "mug");
    expect(mug).toMatchObject({ title: "Mug", status: "draft", options: ["Colour"] });
    expect(mug?.variants[0]).toMatchObject({
      title: "Red",
      sku: "M-R",
      prices: [{ currency_code: "eur", amount: 1250 }],
      options: ["Red"],
    });
  });

  it("shows its counts before it writes anything", async () => {
    const fake = shop();
    const fileKey = await upload(fake, `${HEADER}\nmug;Mug;Red;M-R;3;Colour;Red;12\n`);
    const { id } = await create(fake, {
      type: "product-import",
      context: { fileKey },
      dry_run: true,
    });
    const { result } = fake.settle(id);
    expect(result).toMatchObject({ count: 2, advancement_count: 0 });
    expect(Object.keys(Object(result?.files))).toEqual(["PRODUCT_CREATE", "VARIANT_CREATE"]);
    expect(fake.products).toHaveLength(2);
  });

  it("reads what an export wrote, and changes nothing", async () => {
    const fake = shop({ regions: { Europe: "eur" } });
    const before = fake.products;
    const exported = await run(fake, "product-export");
    const csv = fake.files.get(exported.result?.file_key ?? "") ?? "";
    const { status, result } = await importCsv(fake, csv);
    expect(status).toBe("completed");
    expect(result?.operations).toEqual({
      PRODUCT_CREATE: 0,
      PRODUCT_UPDATE: 1,
      VARIANT_CREATE: 0,
      VARIANT_UPDATE: 2,
    });
    expect(fake.products).toEqual(before);
  });

  it.each([
    ["an empty file", ""],
    ["a header alone", HEADER],
  ])("completes with %s, having done nothing", async (_, csv) => {
    const { status, result } = await importCsv(shop(), csv);
    expect(status).toBe("completed");
    expect(result).toMatchObject({ count: 0, advancement_count: 0, files: {} });
  });

  it.each([
    [
      "of an unknown column",
      `${HEADER};Bogus\nmug;Mug;Red;M;3;Colour;Red;12;x\n`,
      "Unable to treat column Bogus from the csv file. No target column found in the provided schema",
    ],
    [
      "of a byte-order mark",
      `\uFEFF${HEADER}\nmug;Mug;Red;M;3;Colour;Red;12\n`,
      "Unable to treat column \uFEFFProduct Handle from the csv file. No target column found in the provided schema",
    ],
    [
      "of a delimiter that cannot be guessed",
      "Product Handle;Product Title\nmug;Mug\n",
      "Unable to treat column Product Handle;Product Title from the csv file. No target column found in the provided schema",
    ],
    [
      "of a missing column",
      "Product Title;Variant Title;Price EUR\nX;Y;10\n",
      'Missing column(s) "Product Handle" from the given csv file',
    ],
    [
      "of an empty handle",
      `${HEADER}\n;Mug;Red;M;3;Colour;Red;12\n`,
      'No value found for target column "Product Handle" in line 1 of the given csv file',
    ],
    [
      "of an empty line",
      `${HEADER}\nmug;Mug;Red;M;3;Colour;Red;12\n\nx;X;Red;X;3;Colour;Red;12\n`,
      'No value found for target column "Product Handle" in line 2 of the given csv file',
    ],
    [
      "of cells too many",
      `${HEADER}\nmug;Mug;Red;M;3;Colour;Red;12;x\n`,
      "Unable to treat column __parsed_extra from the csv file. No target column found in the provided schema",
    ],
  ])("fails because %s", async (_, csv, reason) => {
    const { status, result } = await importCsv(shop(), csv);
    expect(status).toBe("failed");
    expect(result).toEqual({ errors: [`The csv file parsing failed due to: ${reason}`] });
  });

  it("fails for the price of a region that the shop does not have", async () => {
    const { result } = await importCsv(
      shop(),
      "Product Handle;Product Title;Price Nowhere [EUR]\nmug;Mug;1\n",
    );
    expect(result?.errors).toEqual([
      "Trying to set a price for a region Nowhere that doesn't exist",
    ]);
  });

  it.each([
    [
      "a handle that exists",
      "cup;Cup;Red;X;3;Colour;Red;12",
      "cup",
      "X",
      'duplicate key value violates unique constraint "IDX_cf9cc6c3f2e6414b992223fff1"',
    ],
    [
      "a SKU that exists",
      "mug;Mug;Red;W;3;Colour;Red;12",
      "mug",
      "W",
      'duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"',
    ],
    [
      "no inventory",
      "mug;Mug;Red;X;;Colour;Red;12",
      "mug",
      "X",
      'null value in column "inventory_quantity" of relation "product_variant" violates not-null constraint',
    ],
    [
      "no title",
      "mug;;Red;X;3;Colour;Red;12",
      "mug",
      "X",
      'null value in column "title" of relation "product" violates not-null constraint',
    ],
  ])("rolls everything back because of %s", async (_, row, handle, sku, cause) => {
    const fake = shop();
    const before = fake.products;
    const { status, result } = await importCsv(
      fake,
      `${HEADER}\nfine;Fine;Red;F;3;Colour;Red;12\n${row}\n`,
    );
    expect(status).toBe("failed");
    expect(result?.errors).toEqual([
      `Error while processing row with\n      [(product id: undefined),\n      (product handle: ${handle}),\n      (variant id: undefined),\n      (variant sku: ${sku})]: \n      ${cause}`,
    ]);
    expect(fake.products).toEqual(before);
  });

  it.each([
    ["wrong", "nope.csv"],
    ["missing", undefined],
    ["not a text", 5],
  ])("stays created for ever when its fileKey is %s", async (_, fileKey) => {
    const fake = shop();
    const { id } = await create(fake, { type: "product-import", context: { fileKey } });
    expect(fake.settle(id)).toMatchObject({ status: "created", result: null });
    expect(() => fake.advance(id)).toThrow("waits for a file that does not exist, for ever");
  });

  it("stays as it is for ever when its failure has a zero byte in it", async () => {
    const fake = shop();
    const fileKey = await upload(fake, `${HEADER}\nmug;Mug;Red;M\0;3;Colour;Red;12\n`);
    const { id } = await create(fake, { type: "product-import", context: { fileKey } });
    expect(fake.settle(id)).toMatchObject({ status: "confirmed", result: { count: 2 } });
    expect(() => fake.advance(id)).toThrow("failed for a reason that the database cannot write");
    expect(fake.products).toHaveLength(2);
  });

  it("finds a collection by its handle, be it the shop's or a product's", async () => {
    const tray = { handle: "tray", title: "Tray", collection_handle: "wood" };
    const fake = shop({ collections: { summer: "Summer" }, products: [tray] });
    const columns = "Product Handle;Product Title;Product Collection Handle;Variant Title";
    const rows = ["summer", "wood"].map(
      (collection) => `mug-${collection};Mug;${collection};Red;3`,
    );
    const csv = [`${columns};Variant Inventory Quantity`, ...rows].join("\n");
    expect((await importCsv(fake, csv)).status).toBe("completed");
    expect(fake.products.map((product) => product.collection_title)).toEqual([
      undefined,
      "Summer",
      "wood",
    ]);
    const { result } = await importCsv(
      fake,
      csv.replaceAll("mug-", "pot-").replace(";wood;", ";autumn;"),
    );
    expect(result?.errors).toEqual([
      expect.stringMatching(/Product collection with handle: autumn was not found$/),
    ]);
  });

  it("stays created for ever when its fileKey was used", async () => {
    const fake = shop();
    const fileKey = await upload(fake, `${HEADER}\n`);
    expect((await run(fake, "product-import", { fileKey })).status).toBe("completed");
    expect((await run(fake, "product-import", { fileKey })).status).toBe("created");
  });
});

describe("order-export", () => {
  it("says nothing about its progress without orders", async () => {
    const { result } = await run(shop(), "order-export");
    expect(result).toMatchObject({ file_size: 398 });
    expect(result).not.toHaveProperty("count");
  });

  it("writes the orders of the options", async () => {
    const orders: FakeOrder[] = [
      { Order_ID: "order_1", Date: "Mon, 23 Nov", Total: 5 },
      { Order_ID: "order_2" },
    ];
    const fake = shop({ orders });
    const { result } = await run(fake, "order-export", { batch_size: 1 });
    expect(result).toMatchObject({ count: 1, progress: 1 });
    const [, row, end] = fake.files.get(result?.file_key ?? "")?.split("\r\n") ?? [];
    expect(row).toMatch(/^order_1;;;Mon, 23 Nov;.*;5;;;$/);
    expect(end).toBe("");
  });
});

describe("price-list-import", () => {
  const priceListId = "pl_1";

  async function importPrices(csv: string) {
    const fake = shop({ priceLists: [priceListId] });
    const context = { price_list_id: priceListId, fileKey: await upload(fake, csv) };
    return { fake, job: await run(fake, "price-list-import", context) };
  }

  it("replaces the prices of the list", async () => {
    const { fake, job } = await importPrices("Product Variant ID;SKU;Price EUR\n;W;5\n;B;6.5\n");
    expect(job.result).toMatchObject({
      count: 2,
      advancement_count: 2,
      operations: { PRICE_LIST_PRICE_CREATE: 2 },
    });
    expect(fake.pricesOf(priceListId).map(({ amount }) => amount)).toEqual([500, 650]);
  });

  it.each([
    [
      "Product Variant ID;SKU;Price EUR\nvariant_nope;;5\n",
      "Variant with id: variant_nope was not found",
    ],
    ["Product Variant ID;SKU;Price EUR\n;nope;5\n", "Variant with sku: nope was not found"],
    [
      "Product Variant ID;SKU;Price EUR\n;;5\n",
      "Error while processing row with:\n      variant ID: null,\n      variant SKU: null,\n      SKU or ID is required",
    ],
  ])("fails for %j", async (csv, error) => {
    const { job } = await importPrices(csv);
    expect(job.result).toEqual({ errors: [error] });
  });

  it.each([
    [{}, 400, "Price list id is required"],
    [{ price_list_id: "nope" }, 404, "Price list with id: nope was not found"],
  ])("is not created with the context %o", async (context, status, message) => {
    const response = await ask(shop(), "/admin/batch-jobs", {
      json: { type: "price-list-import", context },
    });
    expect(response.status).toBe(status);
    expect((await response.json()).message).toBe(message);
  });
});

describe("a strategy of one's own", () => {
  const publish: BatchJobStrategy = {
    type: "publish-products",
    prepare(context) {
      if (context.refuse) throw new FakeApiError(422, "duplicate_error", "Not again.");
      return { ...context, prepared: true };
    },
    preProcess: (_, { products }) => ({ result: { count: products.size } }),
    process(job, fakeShop) {
      for (const product of fakeShop.products.values())
        fakeShop.put({ ...product, status: "published" });
      if (job.context?.fail) throw new Error("No space left.");
      return { result: { advancement_count: job.result?.count ?? 0 } };
    },
  };

  it("does its work in the shop", async () => {
    const fake = shop({ strategies: [publish] });
    const job = await run(fake, "publish-products");
    expect(job).toMatchObject({
      status: "completed",
      context: { prepared: true },
      result: { count: 2, advancement_count: 2 },
    });
    expect(fake.products.every(({ status }) => status === "published")).toBe(true);
  });

  it("fails its job with what it throws, and its work is undone", async () => {
    const fake = shop({ strategies: [publish] });
    const job = await run(fake, "publish-products", { fail: true });
    expect(job).toMatchObject({
      status: "failed",
      result: { count: 2, errors: ["No space left."] },
    });
    expect(fake.products.every(({ status }) => status === "draft")).toBe(true);
  });

  it("may refuse a create", async () => {
    const json = { type: "publish-products", context: { refuse: true } };
    const response = await ask(shop({ strategies: [publish] }), "/admin/batch-jobs", { json });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ type: "duplicate_error", message: "Not again." });
  });

  it("may replace a built-in one, and need not do anything", async () => {
    const fake = shop({ strategies: [{ type: "product-export" }] });
    expect(await run(fake, "product-export")).toMatchObject({ status: "completed", result: null });
  });
});

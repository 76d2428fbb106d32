import type { FakeMedusaOptions, FakeProductInput } from "medusa-batch-jobs/testing";
import { RECORDED } from "./replay-recording.js";

const IMPORT_HEADER =
  "Product Handle;Product Title;Variant Title;Variant SKU;Variant Inventory Quantity;Option 1 Name;Option 1 Value";

/** What the recorder had put into its servers. */
export function shopFor(server: string): FakeMedusaOptions {
  const count = server === "long job" ? 600 : 30;
  return {
    products: Array.from({ length: count }, (_, index) => product(index + 1)),
    orders: ordersOf(orderFile()),
    priceLists: ["pl_01M84DB7V1B04F4RHMGYAX0ST7"],
  };
}

/** The content of a file whose upload was not recorded. */
export function csvFor(key: string, name: string): string {
  if (name.includes("price-list-import unknown variant"))
    return "Product Variant ID;SKU;Price EUR\nvariant_nope;;5\n";
  if (key.endsWith("-pl.csv")) return "Product Variant ID;SKU;Price EUR\n;SKU-001;5\n;SKU-002;6\n";
  if (name.includes("comma separated")) return importCsv(key, 2).replaceAll(";", ",");
  if (key.endsWith("-bad.csv")) return "Nope;Other\na;b\n";
  return importCsv(key, 1);
}

function importCsv(key: string, variants: number): string {
  const rows = Array.from(
    { length: variants },
    (_, index) => `h-${key};Title;V${index};${key}-${index};1;Size;${index}`,
  );
  return [IMPORT_HEADER, ...rows, ""].join("\n");
}

function product(index: number): FakeProductInput {
  const number = String(index).padStart(3, "0");
  return {
    handle: `product-${number}`,
    title: `Product ${number}`,
    status: "published",
    images: [`https://example.test/${number}.png`],
    options: ["Size"],
    variants: [
      {
        title: "One",
        sku: `SKU-${number}`,
        options: ["One"],
        prices: [
          { currency_code: "usd", amount: 1000 },
          { currency_code: "eur", amount: 900 },
        ],
      },
    ],
  };
}

function orderFile(): string {
  const exchanges = RECORDED.flatMap((server) => server.exchanges);
  return String(exchanges.find(({ name }) => name === "GET order export file")?.response.body);
}

function ordersOf(csv: string) {
  const [header = [], ...rows] = csv
    .trim()
    .split("\r\n")
    .map((line) => line.split(";"));
  return rows.map((cells) =>
    Object.fromEntries(cells.map((cell, index) => [header[index] ?? "", cell])),
  );
}

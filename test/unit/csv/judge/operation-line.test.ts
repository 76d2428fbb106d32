import { expect, test } from "vitest";
import { columnsOf } from "../../../../src/csv/judge/header.js";
import { lineWriter } from "../../../../src/csv/judge/operation-line.js";
import { valuesOf } from "../../../../src/csv/judge/values.js";
import type { Row } from "../../../../src/csv/read/row.js";
import { readRows } from "../../../../src/csv/read/rows.js";
import type { FileColumn } from "../../../../src/csv/schema/column.js";
import { serverOf } from "../../../../src/csv/server.js";
import { csvOf, SHOP } from "../files.js";

test("a row is written as the server writes it: key by key, list by list", async () => {
  const written = await writtenLine({
    "Product Handle": "mug",
    "Product Title": "Mug",
    "Product Tags": "a,b",
    "Product Type": "Cups",
    "Product Weight": "",
    "Option 1 Name": "Size",
    "Option 1 Value": "L",
    "Price EUR": "9.5",
    "Price EU [EUR]": "8",
    "Price USD": "",
    "Image 1 Url": "https://example.com/mug.png",
    "Sales Channel 1 Name": "B2B",
    "Sales Channel 1 Description": "For cafés",
    "Product Profile Name": "default",
    "Variant SKU": "007",
    "Variant Manage Inventory": "TRUE",
  });
  expect(written).toBe(
    JSON.stringify({
      "product.handle": "mug",
      "product.title": "Mug",
      "product.tags": [{ value: "a" }, { value: "b" }],
      "product.type.value": "Cups",
      "product.weight": null,
      "product.options": [{ title: "Size" }],
      "variant.options": [{ value: "L", _title: "Size" }],
      "variant.prices": [
        { amount: 950, currency_code: "EUR" },
        { amount: 800, region_id: "reg_eu", currency_code: "eur" },
      ],
      "product.images": ["https://example.com/mug.png"],
      "product.sales_channels": [{ name: "B2B" }, { description: "For cafés" }],
      __not_supported__: "default",
      "variant.sku": 7,
      "variant.manage_inventory": true,
      "product.profile_id": `sp_${"0".repeat(26)}`,
    }),
  );
});

async function writtenLine(row: Record<string, string>): Promise<string> {
  const server = serverOf();
  let columns: FileColumn[] = [];
  const rows: Row[] = [];
  await readRows(csvOf([row]), {
    onHeader(header) {
      columns = columnsOf(header, server);
    },
    onRow: (read) => rows.push(read),
  });
  let json = "";
  for (const read of rows) {
    lineWriter(columns, SHOP)(valuesOf(read, columns, server.parser), true, {
      raw(text) {
        json += text;
      },
      cell(value) {
        json += JSON.stringify(value);
      },
    });
  }
  return json;
}

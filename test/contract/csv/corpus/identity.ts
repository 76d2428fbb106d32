import type { Case } from "./case.js";
import { BLACK_CUP, type Cells, CUP, MUG, mugOf, newCup, option, rows } from "./product-files.js";

const handle = (value: string, cells: Cells = MUG): Cells => ({
  ...cells,
  "Product Handle": value,
});
const id = (value: string, cells: Cells = CUP): Cells => ({ ...cells, "Product Id": value });
const sku = (value: string, cells: Cells = MUG): Cells => ({ ...cells, "Variant SKU": value });
const barcode = (value: string, cells: Cells = MUG): Cells => ({
  ...cells,
  "Variant Barcode": value,
});
const variant = (value: string, cells: Cells = CUP): Cells => ({ ...cells, "Variant Id": value });

const ODD_HANDLES = [
  "MUG",
  "Mug With Blanks",
  "mug/a",
  "mug?x",
  "/mug",
  " mug",
  "mug ",
  "müg",
  "..",
  "a;b",
  "constructor",
  "__proto__",
  "toString",
];

/** Which product and which variant a row is about. */
export const cases: Case[] = [
  ...ODD_HANDLES.map((value) => rows(`handle ${JSON.stringify(value)}`, handle(value))),
  rows("handle of the shop, no id", handle("espresso-cup")),
  rows("handle of the shop, id empty, with a variant's id", id("")),
  rows("handle of the shop with capitals, no id", handle("Espresso-Cup")),
  rows("handle of a deleted product", handle("gone-mug")),
  rows("handle 7 and 007", handle("8", mugOf("S")), handle("008", mugOf("M"))),
  rows("handles that differ by capitals", handle("Mug", mugOf("S")), handle("mug", mugOf("M"))),
  rows("handles that differ by a blank", handle("mug", mugOf("S")), handle("mug ", mugOf("M"))),
  rows(
    "two products, interleaved",
    handle("a", mugOf("S")),
    handle("b", mugOf("L")),
    handle("a", mugOf("M")),
  ),
  rows("two products", handle("a", mugOf("S")), handle("b", mugOf("M"))),
  rows("a product of two variants", mugOf("S"), mugOf("M")),
  rows("two variants without options", sku("A"), sku("B")),

  rows("id and another, new handle", handle("cup-new", CUP)),
  rows(
    "id and another, new handle, and a new variant",
    handle("cup-new", newCup(option(1, "Colour", "Green"))),
  ),
  rows("id and the handle of another product", handle("french-press", CUP)),
  rows("id unknown", id("prod_unknown")),
  rows("id unknown, handle new", id("prod_unknown", MUG)),
  rows("id a number", id("5")),
  rows("id with a blank after it", id("prod_cup ")),
  rows("id false", id("false")),
  rows("id 0, handle new", id("0", MUG)),
  rows("id of a deleted product", handle("gone-mug", id("prod_gone"))),
  rows("id in the first row only", CUP, id("", { ...BLACK_CUP, "Variant Title": "Schwarz" })),
  rows("id in a later row only", id(""), BLACK_CUP),
  rows("one id, two handles", CUP, handle("second", BLACK_CUP)),
  rows("two ids, one handle", CUP, id("prod_press", BLACK_CUP)),
  rows("a new variant of a product of the shop", newCup(option(1, "Colour", "Green"))),
  rows("a new variant of a product of the shop, without its option", newCup({})),

  rows("later row: another title", CUP, { ...BLACK_CUP, "Product Title": "Other" }),
  rows("later row: another status, and none that there is", CUP, {
    ...BLACK_CUP,
    "Product Status": "nonsense",
  }),
  rows(
    "later row: text for a number",
    mugOf("S", { "Product Weight": "1" }),
    mugOf("M", { "Product Weight": "heavy" }),
  ),
  rows(
    "later row: the product's cells empty",
    mugOf("S"),
    mugOf("M", { "Product Title": "", "Product Status": "" }),
  ),
  rows(
    "later row: other tags",
    mugOf("S", { "Product Tags": "a" }),
    mugOf("M", { "Product Tags": "b" }),
  ),
  rows(
    "later row: unknown collection",
    mugOf("S", { "Product Collection Handle": "summer" }),
    mugOf("M", { "Product Collection Handle": "nope" }),
  ),

  rows("SKU of the shop", sku("CUP-WHITE")),
  rows("SKU of the shop in small letters", sku("cup-white")),
  rows("SKU of the shop and a blank", sku("CUP-WHITE ")),
  rows("SKU 007, the shop's is 7", sku("007")),
  rows("SKU 7, the shop's is 7", sku("7")),
  rows("SKU of a deleted variant", sku("GONE-1")),
  rows("SKU twice, in one product", sku("X", mugOf("S")), sku("X", mugOf("M"))),
  rows(
    "SKU twice, in two products",
    handle("a", sku("X", mugOf("S"))),
    handle("b", sku("X", mugOf("M"))),
  ),
  rows("SKUs 8 and 08", sku("8", mugOf("S")), sku("08", mugOf("M"))),
  rows("SKUs 8 and 8.0", sku("8", mugOf("S")), sku("8.0", mugOf("M"))),
  rows("SKUs that differ by capitals", sku("x", mugOf("S")), sku("X", mugOf("M"))),
  rows("SKUs empty", sku("", mugOf("S")), sku("", mugOf("M"))),
  rows("SKUs of two quotes", sku('""', mugOf("S")), sku('""', mugOf("M"))),
  rows("barcode of the shop", barcode("4006381333931")),
  rows("barcode 0123, the shop's is 123", barcode("0123")),
  rows("barcode of a deleted variant", barcode("GONE-BAR")),
  rows("barcode twice", barcode("X", mugOf("S")), barcode("X", mugOf("M"))),
  rows("barcodes empty", barcode("", mugOf("S")), barcode("", mugOf("M"))),
  rows("barcode that loses a zero", barcode("0012345678905")),
  rows("update: SKU as it is", CUP),
  rows("update: SKU of another variant", sku("PRESS-350", CUP)),
  rows("update: two SKUs change places", sku("CUP-BLACK", CUP), sku("CUP-WHITE", BLACK_CUP)),
  rows("update: SKU that the row before set free", sku("NEW", BLACK_CUP), sku("CUP-BLACK", CUP)),
  rows("update: SKU that a later row sets free", sku("CUP-BLACK", CUP), sku("NEW", BLACK_CUP)),
  rows("SKU that an update of the file sets free", sku("NEW", CUP), sku("CUP-WHITE")),

  rows("variant id unknown", variant("variant_unknown")),
  rows("variant id with a blank after it", variant("variant_cup_white ")),
  rows("variant id of a deleted variant", variant("variant_gone", sku("", CUP))),
  rows("variant id of another product", variant("variant_press_350", sku("PRESS-350", CUP))),
  rows("variant id twice, alike", CUP, CUP),
  rows("variant id twice, with other titles", CUP, { ...CUP, "Variant Title": "Snow" }),
  rows("variant id, product new", handle("brand-new", id(""))),
  rows("variant id 0", variant("0", sku("NEW", { ...CUP, ...option(1, "Colour", "Green") }))),
];

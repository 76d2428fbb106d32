import type { Case } from "./case.js";
import { type Cells, CUP, MUG, mugOf, newCup, option, rows } from "./product-files.js";

const size = (value: string, cells: Cells = {}): Cells => mugOf(value, cells);
const named = (name: string, value: string, cells: Cells = {}): Cells =>
  mugOf(value, { ...option(1, name, value), ...cells });
const both = (first: Cells, second: Cells): Cells => ({ ...MUG, ...first, ...second });
const only = (cells: Cells): Cells => ({ ...MUG, ...cells });
const cup = (...options: Cells[]): Cells => Object.assign({}, CUP, ...options);
const SHIRT: Cells = {
  ...MUG,
  "Product Id": "prod_shirt",
  "Product Handle": "t-shirt",
  "Product Title": "T-Shirt",
  "Variant SKU": "SHIRT-L",
};
const SMALL_SHIRT: Cells = {
  ...SHIRT,
  "Variant Id": "variant_shirt_s",
  "Variant SKU": "SHIRT-S",
  "Variant Title": "S / Red",
  "Variant Inventory Quantity": "100",
};
const shirt = (...options: Cells[]): Cells => Object.assign({}, SHIRT, ...options);

/** Options of new products, of new variants, and of variants of the shop. */
export const cases: Case[] = [
  rows("one option, two values", size("S"), size("M")),
  rows("two options", both(option(1, "Size", "S"), option(2, "Colour", "Red"))),
  rows(
    "two options, with a third column empty",
    both(both(option(1, "Size", "S"), option(2, "Colour", "Red")), option(3, "", "")),
  ),
  rows("a value twice", size("S"), size("M", option(1, "Size", "S"))),
  rows("a value twice, in other capitals", size("S"), size("s")),
  rows("a value twice, with a blank", size("S"), size("S ", { "Variant SKU": "MUG-S2" })),
  rows(
    "a value twice in two products",
    size("S"),
    size("M", { ...option(1, "Size", "S"), "Product Handle": "mug-2" }),
  ),
  rows("a number as a value twice", size("38"), size("38", { "Variant SKU": "X" })),
  rows("values 7 and 007", size("7", { "Variant SKU": "A" }), size("007", { "Variant SKU": "B" })),
  ...["38", "1.50", "007", "0", "TRUE", "2024-01-15T10:00:00Z", '"L"arge', "a;b", " S"].map(
    (value) => rows(`value ${JSON.stringify(value)}`, named("Size", value, { "Variant SKU": "A" })),
  ),
  ...["2024", "007", "0", "TRUE", '"Size" EU', " Size", "Größe"].map((name) =>
    rows(`name ${JSON.stringify(name)}`, named(name, "S")),
  ),
  rows("later row: another name", size("S"), named("Colour", "M")),
  rows("later row: the name in small letters", size("S"), named("size", "M")),
  rows("later row: the name with a blank", size("S"), named("Size ", "M")),
  rows("later row: no name", size("S"), named("", "M")),
  rows("later row: no value", size("S"), size("M", option(1, "Size", ""))),
  rows("later row: neither", size("S"), size("M", option(1, "", ""))),
  rows("first row: neither", size("S", option(1, "", "")), size("M")),
  rows(
    "later row: one option more",
    size("S", option(2, "", "")),
    size("M", option(2, "Colour", "Red")),
  ),
  rows(
    "later row: one option less",
    size("S", option(2, "Colour", "Red")),
    size("M", option(2, "", "")),
  ),
  rows(
    "later row: the names change places",
    both(option(1, "Size", "S"), option(2, "Colour", "Red")),
    both({ ...option(1, "Colour", "Blue"), "Variant SKU": "B" }, option(2, "Size", "M")),
  ),
  rows("a name without a value", only(option(1, "Size", ""))),
  rows("a value without a name", only(option(1, "", "S"))),
  rows("both empty", only(option(1, "", ""))),
  rows("the column of the value alone", only({ "Option 1 Value": "S" })),
  rows("the column of the name alone", only({ "Option 1 Name": "Size" })),
  rows("one name twice", both(option(1, "Size", "S"), option(2, "Size", "Red"))),
  rows("columns 1 and 3", both(option(1, "Size", "S"), option(3, "Colour", "Red"))),
  rows("column 2 before 1", both(option(2, "Size", "S"), option(1, "Colour", "Red"))),
  rows("column 2 alone", only(option(2, "Size", "S"))),
  rows("column 0", only(option(0, "Size", "S"))),
  rows(
    "the column of the value before the name's",
    only({ "Option 1 Value": "S", "Option 1 Name": "Size" }),
  ),
  rows(
    "Option 01 Name and Option 1 Value",
    only({ "Option 01 Name": "Size", "Option 1 Value": "S" }),
  ),
  rows("My Option 1 Name", only({ "My Option 1 Name": "Size", "My Option 1 Value": "S" })),
  rows("Option 1 Name (x)", only({ "Option 1 Name (x)": "Size", "Option 1 Value (x)": "S" })),
  rows("Option  1 Name", only({ "Option  1 Name": "Size", "Option  1 Value": "S" })),
  rows("option 1 name", only({ "option 1 name": "Size", "option 1 value": "S" })),

  rows("shop: another value", cup(option(1, "Colour", "Snow"))),
  rows("shop: the value as it is", cup(option(1, "Colour", "White"))),
  rows("shop: the value of another variant", cup(option(1, "Colour", "Black"))),
  rows("shop: a number", cup(option(1, "Colour", "007"))),
  rows("shop: a name that the product does not have", cup(option(1, "Size", "L"))),
  rows("shop: the name in small letters", cup(option(1, "colour", "Snow"))),
  rows("shop: no value", cup(option(1, "Colour", ""))),
  rows("shop: no name", cup(option(1, "", "Red"))),
  rows(
    "shop: two options, the product has one",
    cup(option(1, "Colour", "White"), option(2, "Size", "L")),
  ),
  rows(
    "shop: two values, the second without a name",
    cup(option(1, "Colour", "White"), option(2, "", "L")),
  ),
  rows(
    "shop: two values, the first without a name",
    cup(option(1, "", "L"), option(2, "Colour", "White")),
  ),
  rows("shop: a name alone, a number", cup(option(1, "007", ""))),
  rows("shop: a variant of another product, with an option of this one", {
    ...cup(option(1, "Colour", "Green")),
    "Variant Id": "variant_press_350",
    "Variant SKU": "PRESS-350",
  }),
  rows("shop: a variant of another product, with its own option", {
    ...cup(option(1, "Size", "2 l")),
    "Variant Id": "variant_press_350",
    "Variant SKU": "PRESS-350",
  }),
  rows("shop: one of two options", { ...SMALL_SHIRT, ...option(1, "Size", "XS") }),
  rows("shop: two options, one empty", {
    ...SMALL_SHIRT,
    ...option(1, "Size", "XS"),
    ...option(2, "Colour", ""),
  }),
  rows("shop: new variant", newCup(option(1, "Colour", "Green"))),
  rows("shop: new variant, another name", newCup(option(1, "Size", "L"))),
  rows("shop: new variant, a value that there is", newCup(option(1, "Colour", "White"))),
  rows(
    "shop: new variant, an option too many",
    newCup({ ...option(1, "Colour", "Green"), ...option(2, "Size", "L") }),
  ),
  rows(
    "shop: new variant of two options",
    shirt(option(1, "Size", "L"), option(2, "Colour", "Red")),
  ),
  rows(
    "shop: new variant of two options, the other way round",
    shirt(option(1, "Colour", "Red"), option(2, "Size", "L")),
  ),
  rows(
    "shop: new variant, a combination that there is",
    shirt(option(1, "Size", "S"), option(2, "Colour", "Red")),
  ),
  rows("shop: new variant, one option of two", shirt(option(1, "Size", "L"))),
  rows("shop: new variant, one name twice", shirt(option(1, "Size", "L"), option(2, "Size", "XL"))),
];

import { csvOf, type Row } from "../../unit/csv/files.js";

/** A large file of letters beyond ASCII, for the corpus' shop; another one for each number. */
export function tornFile(number: number): string {
  const random = randomFrom(number);
  const pick = <T>(...choices: T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const letters = (length: number) =>
    Array.from({ length: 1 + Math.floor(random() * length) }, () => pick(...LETTERS)).join("");
  const text = (length: number) => (random() < 0.1 ? pick(...ODD) : letters(length));
  const maybe = (length: number) => (random() < 0.3 ? "" : text(length));
  const long = 100 + Math.floor(random() * 4000);
  const hasRegions = number % 3 !== 0;
  const optionName = number % 4 === 0 ? "Größe 漢" : "Size";

  const ofProduct = (handle: string): Row => ({
    "Product Handle": handle,
    "Product Title": letters(40),
    "Product Subtitle": maybe(40),
    "Product Description": text(long),
    "Product Status": pick("draft", "published"),
    "Product Weight": pick("", "250"),
    "Product Material": maybe(20),
    "Product Type": maybe(10),
    "Product Tags": Array.from({ length: pick(1, 3) }, (_, at) => at + letters(20)).join(","),
    "Product Discountable": pick("true", "FALSE"),
    "Product Collection Handle": pick("", "summer"),
    "Image 1 Url": `https://shop.example/${handle}/${letters(20)}`,
    "Image 2 Url": pick("", `https://shop.example/2/${handle}/${letters(20)}`),
    "Sales Channel 1 Name": pick("", "B2B"),
    "Product Profile Name": letters(10),
  });
  const ofVariant = (sku: string): Row => ({
    "Variant Title": letters(300),
    "Variant SKU": sku,
    "Variant Barcode": pick("", `${sku}ß`),
    "Variant Inventory Quantity": pick("10", "0"),
    "Variant Manage Inventory": pick("true", "false"),
    "Variant Material": maybe(300),
    "Option 1 Value": `${sku} ${letters(100)}`,
    "Price EUR": pick("", "10.50", "7"),
    "Price JPY": pick("", "1050"),
    ...(hasRegions && { "Price EU [EUR]": pick("", "9"), "Price Japan [JPY]": pick("", "99.5") }),
  });
  const rows: Row[] = [
    {
      ...ofProduct("espresso-cup"),
      "Product Id": "prod_cup",
      // An empty one leaves the type as it is.
      "Product Type": letters(10),
      "Variant Id": "variant_cup_white",
      ...ofVariant("CUP-W"),
      "Option 1 Name": "Colour",
    },
  ];
  for (let at = 0; at < 40; at++) {
    const product = ofProduct(`mug-${at}${number % 5 === 0 ? "-ü" : ""}`);
    for (let each = 0; each < pick(1, 2, 3); each++) {
      rows.push({ ...product, ...ofVariant(`S-${at}-${each}`), "Option 1 Name": optionName });
    }
  }
  return csvOf(rows);
}

const LETTERS = [..."aZ äß漢щ🟢é🟢漢щ漢🟢漢漢🟢🟢🟢\\/'"];
/** What is longer in JSON than it is, or no text for the server. */
const ODD = [
  'a "b" \\ ü\n\tc',
  '"漢"',
  "007",
  "1e3",
  "-0",
  " 5",
  "true",
  "2024-01-01T00:00:00Z",
  "\u0001\u007f\u2028ü",
];

/** Numbers from 0 to 1, the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

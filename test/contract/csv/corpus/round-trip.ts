import type { Case } from "./case.js";
import { products } from "./product-files.js";

const PRODUCT =
  "Product Id;Product Handle;Product Title;Product Subtitle;Product Description;Product Status;Product Thumbnail;Product Weight;Product Length;Product Width;Product Height;Product HS Code;Product Origin Country;Product MID Code;Product Material;Product Collection Title;Product Collection Handle;Product Type;Product Tags;Product Discountable;Product External Id;Product Profile Name;Product Profile Type;Variant Id;Variant Title;Variant SKU;Variant Barcode;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Variant Weight;Variant Length;Variant Width;Variant Height;Variant HS Code;Variant Origin Country;Variant MID Code;Variant Material";
const CUP =
  'prod_cup;espresso-cup;Espresso Cup;Small and strong;"A cup; for espresso, of course";published;https://shop.example/cup.jpg;200;7;8;6;691110;de;DECUP;Porcelain;Summer;summer;Cups;"ceramic,sale";true;ext-cup;Default Shipping Profile;default;variant_cup_white;White;CUP-WHITE;4006381333931;100;false;true;190;7;8;6;691110;de;DECUPW;Porcelain';
const BLACK =
  'prod_cup;espresso-cup;Espresso Cup;Small and strong;"A cup; for espresso, of course";published;https://shop.example/cup.jpg;200;7;8;6;691110;de;DECUP;Porcelain;Summer;summer;Cups;"ceramic,sale";true;ext-cup;Default Shipping Profile;default;variant_cup_black;Black;CUP-BLACK;;100;false;true;;;;;;;;';
const GRINDER =
  "prod_grinder;coffee-grinder;Coffee Grinder;;;draft;;;;;;;;;;;;;;true;;Default Shipping Profile;default;variant_grinder;Hand;7;123;100;false;true;;;;;;;;";
const ELECTRIC =
  "prod_grinder;coffee-grinder;Coffee Grinder;;;draft;;;;;;;;;;;;;;true;;Default Shipping Profile;default;variant_grinder_none;Electric;;;100;false;true;;;;;;;;";
const SHIRT_S =
  "prod_shirt;t-shirt;T-Shirt;;;published;;;;;;;;;;;;;;true;;Default Shipping Profile;default;variant_shirt_s;S / Red;SHIRT-S;;100;false;true;;;;;;;;";
const SHIRT_M =
  "prod_shirt;t-shirt;T-Shirt;;;published;;;;;;;;;;;;;;true;;Default Shipping Profile;default;variant_shirt_m;M / Red;SHIRT-M;;100;false;true;;;;;;;;";
const OPTION = ";Option 1 Name;Option 1 Value";
const IMAGES = ";Image 1 Url;Image 2 Url";
const CHANNEL = ";Sales Channel 1 Id;Sales Channel 1 Name;Sales Channel 1 Description";
const CHANNELS = `${CHANNEL};Sales Channel 2 Id;Sales Channel 2 Name;Sales Channel 2 Description`;
const URLS = ";https://shop.example/img_cup_1.jpg;https://shop.example/img_cup_2.jpg";
const DEFAULT = ";Default Sales Channel;Default Sales Channel;Created by Medusa";
const B2B = ";B2B;B2B;For cafés";

const crlf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join("");

const CUPS = crlf(
  `${PRODUCT}${OPTION}${IMAGES}${CHANNELS}`,
  `${CUP};Colour;White${URLS}${DEFAULT}${B2B}`,
  `${BLACK};Colour;Black${URLS}${DEFAULT}${B2B}`,
);
const SHIRTS = crlf(
  `${PRODUCT}${OPTION};Option 2 Name;Option 2 Value${CHANNEL}`,
  `${SHIRT_S};Size;S;Colour;Red${DEFAULT}`,
  `${SHIRT_M};Size;M;Colour;Red${DEFAULT}`,
);
const GRINDERS = crlf(`${PRODUCT}${OPTION}`, `${GRINDER};Model;Hand`, `${ELECTRIC};Model;Electric`);
const MIXED = crlf(
  `${PRODUCT}${OPTION};Option 2 Name;Option 2 Value${IMAGES}${CHANNELS}`,
  `${CUP};Colour;White;;${URLS}${DEFAULT}${B2B}`,
  `${BLACK};Colour;Black;;${URLS}${DEFAULT}${B2B}`,
  `${GRINDER};Model;Hand;;;;;;;;;;`,
  `${ELECTRIC};Model;Electric;;;;;;;;;;`,
  `${SHIRT_S};Size;S;Colour;Red;;${DEFAULT};;;`,
  `${SHIRT_M};Size;M;Colour;Red;;${DEFAULT};;;`,
);

/** What a product export of the shop wrote, without prices, as it is and after a spreadsheet. */
export const cases: Case[] = [
  products("all products", MIXED),
  products("all products, without the last line break", MIXED.trimEnd()),
  products("one product, commas in its texts", CUPS),
  products("one product, commas in its texts, without the last line break", CUPS.trimEnd()),
  products("one product of two options", SHIRTS),
  products("one product without channels and SKUs", GRINDERS),
  products(
    "all products, titles changed",
    MIXED.replaceAll("T-Shirt", "Tee").replaceAll("Coffee Grinder", "Grinder"),
  ),
  products("all products, stock changed", MIXED.replaceAll(";100;false", ";42;false")),
  products(
    "all products, a barcode as a spreadsheet shows it",
    MIXED.replace("4006381333931", "4.00638E+12"),
  ),
  products(
    "all products, booleans in capitals",
    MIXED.replaceAll(";false;true;", ";FALSE;TRUE;").replaceAll(";true;", ";TRUE;"),
  ),
  products(
    "all products, booleans in German",
    MIXED.replaceAll(";false;true;", ";FALSCH;WAHR;").replaceAll(";true;", ";WAHR;"),
  ),
  products("all products, with a BOM", `\ufeff${MIXED}`),
  products("all products, Windows-1252", Buffer.from(MIXED, "latin1")),
  products("all products, without ids", MIXED.replaceAll(/^prod_\w+|variant_\w+/gm, "")),
  products("all products, without the ids of variants", MIXED.replaceAll(/variant_\w+/g, "")),
  products(
    "all products, the ids' columns gone",
    withoutColumns(GRINDERS, "Product Id", "Variant Id"),
  ),
  products("two products, copied under new handles", copied()),
];

function withoutColumns(csv: string, ...names: string[]): string {
  const [header = "", ...lines] = csv.trimEnd().split("\r\n");
  const kept = header.split(";").map((name) => !names.includes(name));
  return [header, ...lines]
    .map((line) =>
      line
        .split(";")
        .filter((_, index) => kept[index])
        .join(";"),
    )
    .join("\r\n");
}

// As a shop makes a new product of an old one: ids gone, handle, SKU and barcode new.
function copied(): string {
  return withoutColumns(`${SHIRTS}${""}`, "Product Id", "Variant Id")
    .replaceAll("t-shirt", "t-shirt-2")
    .replaceAll("SHIRT-", "SHIRT2-");
}

import type { Random } from "./random.js";

/** A table as somebody has it on the screen. */
export interface Sheet {
  columns: string[];
  rows: string[][];
}

/** What shops import, by what they are about to do. */
export const SHEETS: readonly ((random: Random) => Sheet)[] = [
  clothes,
  coffee,
  books,
  minimal,
  stockTake,
  renamed,
  newColours,
  season,
];

function clothes(random: Random): Sheet {
  const names = [
    "Bluse Größe normal",
    "Hemd „Jürgen“",
    "Schürze",
    "Kleid Ä",
    "Jäckchen",
    "Strümpfe (3 Paar)",
  ];
  const columns =
    "Product Handle,Product Title,Product Description,Product Status,Product Type,Product Tags,Product Discountable,Variant Title,Variant SKU,Variant Barcode,Variant Inventory Quantity,Variant Allow Backorder,Variant Manage Inventory,Variant Weight,Price EUR,Option 1 Name,Option 1 Value,Option 2 Name,Option 2 Value".split(
      ",",
    );
  const rows = some(random, names, 3).flatMap((name, product) => {
    const description = random.of([
      "Aus Baumwolle, waschbar bei 40 °C",
      "Leicht; bequem\nund schön",
      "<p>Für jeden Tag</p>",
    ]);
    const type = random.of(["Kleidung", "Oberteile"]);
    return some(random, ["S", "M", "L", "XL"], 3).flatMap((size) =>
      some(random, ["Rot", "Grün", "Weiß"], 2).map((colour) => [
        slug(name),
        name,
        description,
        "published",
        type,
        "Sommer,Neu",
        "true",
        `${size} / ${colour}`,
        `KL-${product}-${size}-${colour.slice(0, 2).toUpperCase()}`,
        "",
        String(random.below(200)),
        "false",
        "true",
        String(100 + random.below(400)),
        `${10 + random.below(80)}.90`,
        "Größe",
        size,
        "Farbe",
        colour,
      ]),
    );
  });
  return { columns, rows };
}

function coffee(random: Random): Sheet {
  const names = [
    "Moka Pot",
    "Chemex 6 Cup",
    'Pour-Over Stand 10"',
    "Aero Press Filters",
    "Cold Brew Jar",
    "Milk Frother 2.0",
  ];
  const columns =
    "Product Handle,Product Title,Product Subtitle,Product Status,Product Thumbnail,Product Weight,Product Collection Title,Product Collection Handle,Image 1 Url,Variant Title,Variant SKU,Variant Inventory Quantity,Variant Allow Backorder,Price USD,Option 1 Name,Option 1 Value,Sales Channel 1 Name".split(
      ",",
    );
  const rows = some(random, names, 4).flatMap((name) => {
    const subtitle = random.of(["Makes 3 cups", "Since 1941, by hand", ""]);
    const status = random.of(["published", "draft"]);
    const weight = String(200 + random.below(900));
    return some(random, ["Black", "Copper", "Steel"], 2).map((finish) => [
      slug(name),
      name,
      subtitle,
      status,
      "",
      weight,
      "Basics",
      "basics",
      `https://cdn.example/${slug(name)}.jpg`,
      finish,
      `${slug(name).toUpperCase()}-${finish.slice(0, 3)}`,
      String(random.below(60)),
      random.of(["true", "false"]),
      (5 + random.below(9_000) / 100).toFixed(2),
      "Finish",
      finish,
      "Default Sales Channel",
    ]);
  });
  return { columns, rows };
}

function books(random: Random): Sheet {
  const names = ["Fahrenheit 451", "Catch-22", "Emma", "Der Prozess", "Les Misérables", "1984"];
  const columns =
    "Product Handle,Product Title,Product Subtitle,Product Status,Product Type,Variant Title,Variant SKU,Variant Barcode,Variant Inventory Quantity,Variant Manage Inventory,Price EUR,Price Schweiz [CHF]".split(
      ",",
    );
  const rows = some(random, names, 5).map((name, index) => [
    slug(name),
    name,
    random.of(["Roman", "A novel", "Édition de poche"]),
    "published",
    "Books",
    "Paperback",
    `BK-${1_000 + index * 17 + random.below(9)}`,
    `97831${10_000_000 + random.below(89_999_999)}`,
    String(random.below(40)),
    "true",
    "12.5",
    "14.9",
  ]);
  return { columns, rows };
}

function minimal(random: Random): Sheet {
  const rows = some(random, ["Tea Towel", "Apron", "Oven Glove", "Whisk"], 3).map((name) => [
    slug(name),
    name,
    "Standard",
    String(random.below(99)),
  ]);
  return {
    columns: ["Product Handle", "Product Title", "Variant Title", "Variant Inventory Quantity"],
    rows,
  };
}

const VARIANTS = [
  ["prod_cup", "espresso-cup", "Espresso Cup", "variant_cup_white", "White", "CUP-WHITE"],
  ["prod_cup", "espresso-cup", "Espresso Cup", "variant_cup_black", "Black", "CUP-BLACK"],
  ["prod_press", "french-press", "French Press", "variant_press_350", "350 ml", "PRESS-350"],
  ["prod_press", "french-press", "French Press", "variant_press_1000", "1 l", "PRESS-1000"],
  ["prod_shirt", "t-shirt", "T-Shirt", "variant_shirt_s", "S / Red", "SHIRT-S"],
  ["prod_shirt", "t-shirt", "T-Shirt", "variant_shirt_m", "M / Red", "SHIRT-M"],
] as const;

function stockTake(random: Random): Sheet {
  const columns =
    "Product Id,Product Handle,Variant Id,Variant SKU,Variant Inventory Quantity".split(",");
  const rows = some(random, VARIANTS, 5).map(([product, handle, , variant, , sku]) => [
    product,
    handle,
    variant,
    sku,
    String(random.below(500)),
  ]);
  return {
    columns,
    rows: rows.map(([product = "", handle = "", variant = "", sku = "", stock = ""]) => [
      product,
      handle,
      variant,
      sku,
      stock,
    ]),
  };
}

function renamed(random: Random): Sheet {
  const columns =
    "Product Id,Product Handle,Product Title,Product Description,Product Status,Product Tags,Variant Id,Variant Title,Variant SKU,Variant Barcode,Variant Inventory Quantity".split(
      ",",
    );
  const rows = some(random, VARIANTS, 4).map(
    ([product, handle, title, variant, name, sku], index) => [
      product,
      handle,
      `${title} Classic`,
      "Neue Beschreibung mit ß, ü und é",
      "published",
      "classic,sale",
      variant,
      name,
      sku,
      `42${5_000_000_000 + index}`,
      "100",
    ],
  );
  return { columns, rows };
}

function newColours(random: Random): Sheet {
  const columns =
    "Product Id,Product Handle,Product Title,Variant Title,Variant SKU,Variant Inventory Quantity,Price EUR,Option 1 Name,Option 1 Value".split(
      ",",
    );
  const rows = some(random, ["Green", "Blue", "Mint", "Grau"], 3).map((colour) => [
    "prod_cup",
    "espresso-cup",
    "Espresso Cup",
    colour,
    `CUP-${colour.toUpperCase()}`,
    String(random.below(80)),
    "9.50",
    "Colour",
    colour,
  ]);
  return { columns, rows };
}

function season(random: Random): Sheet {
  const old = stockTake(random);
  const columns = [...old.columns, "Product Title", "Product Status", "Variant Title"];
  const title = (id = "") => VARIANTS.find(([product]) => product === id)?.[2] ?? "";
  const name = (id = "") => VARIANTS.find(([, , , variant]) => variant === id)?.[4] ?? "";
  const rows = old.rows.map((row) => [...row, title(row[0]), "published", name(row[2])]);
  const added = some(random, ["Wintertee", "Glühweinbecher", "Plätzchendose"], 2).map((it) => [
    "",
    slug(it),
    "",
    `${slug(it).toUpperCase()}-1`,
    String(random.below(30)),
    it,
    "draft",
    "Standard",
  ]);
  return { columns, rows: [...rows, ...added] };
}

function some<Item>(random: Random, items: readonly Item[], most: number): Item[] {
  const count = 1 + random.below(most);
  const start = random.below(items.length);
  return Array.from(
    { length: Math.min(count, items.length) },
    (_, index) => items[(start + index) % items.length],
  ).filter((item): item is Item => item !== undefined);
}

function slug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^\w\s-]/g, "")
    .trim()
    .toLowerCase();
  return plain.replaceAll(/\s+/g, "-");
}

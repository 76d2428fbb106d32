import type { Case } from "./case.js";
import { type Cells, CUP, MUG, mugOf, rows } from "./product-files.js";

const mug = (cells: Cells): Cells => ({ ...MUG, ...cells });
const cup = (cells: Cells): Cells => ({ ...CUP, ...cells });
const twice = (name: string, cells: Cells): Case[] => [
  rows(`new: ${name}`, mug(cells)),
  rows(`shop: ${name}`, cup(cells)),
];

const TAGS = [
  "",
  "a",
  "a,b",
  "a, b",
  "a,,b",
  ",a",
  ",",
  "a,a",
  "A,a",
  "ceramic",
  "Ceramic",
  "5",
  "1.50",
  "007,a",
  "0",
  "false",
  "TRUE",
  "a;b",
  '"x"',
  "2024-01-15T10:00:00Z",
  "1e5",
];
const TYPES = ["", "Cups", "cups", "Cups ", "5", "1.50", "0", "false", "a,b", '"q"r'];
const COLLECTIONS: [handle: string | undefined, title: string | undefined][] = [
  ["", ""],
  ["summer", "Summer"],
  ["summer", undefined],
  ["summer", ""],
  ["Summer", ""],
  ["summer ", ""],
  ["", "Summer"],
  ["", "Basics"],
  [undefined, "Summer"],
  ["2024", undefined],
  ["02024", undefined],
  ["unknown", "Unknown"],
  ["0", undefined],
  ["false", undefined],
  ['"summer"', undefined],
];
const IMAGES = [
  "",
  "https://shop.example/new.jpg",
  "https://shop.example/img_cup_1.jpg",
  "5",
  "007",
  "0",
  "false",
  " ",
];

type Channel = { Id?: string; Name?: string; Description?: string };
const channel = (number: number, { Id, Name, Description }: Channel): Cells => ({
  [`Sales Channel ${number} Id`]: Id,
  [`Sales Channel ${number} Name`]: Name,
  [`Sales Channel ${number} Description`]: Description,
});

const CHANNELS: Record<string, Cells> = {
  "by its name": channel(1, { Name: "B2B" }),
  "by its id": channel(1, { Id: "sc_b2b" }),
  "by id and name": channel(1, { Id: "sc_b2b", Name: "B2B" }),
  "as an export has it": channel(1, { Id: "B2B", Name: "B2B", Description: "For cafés" }),
  "as an export has none": channel(1, { Id: "", Name: "", Description: "" }),
  "name in small letters": channel(1, { Name: "b2b" }),
  "name and a blank": channel(1, { Name: "B2B " }),
  "name unknown": channel(1, { Name: "Amazon" }),
  "name and description unknown": channel(1, { Name: "Amazon", Description: "x" }),
  "id unknown": channel(1, { Id: "sc_unknown" }),
  "id unknown, name known": channel(1, { Id: "sc_unknown", Name: "B2B" }),
  "id of one, name of another": channel(1, { Id: "sc_b2b", Name: "Default Sales Channel" }),
  "two of them": {
    ...channel(1, { Name: "B2B" }),
    ...channel(2, { Name: "Default Sales Channel" }),
  },
  "two of them, 7 before 3": {
    ...channel(7, { Name: "B2B" }),
    ...channel(3, { Name: "Default Sales Channel" }),
  },
  "one twice": { ...channel(1, { Name: "B2B" }), ...channel(2, { Name: "B2B" }) },
  "one unknown, one known": { ...channel(1, { Name: "Amazon" }), ...channel(2, { Name: "B2B" }) },
  "description alone": channel(1, { Description: "For cafés" }),
  "a number": channel(1, { Name: "2024" }),
  "a number and a zero before it": channel(1, { Name: "02024" }),
  "an unknown number": channel(1, { Name: "1.000" }),
  "an unknown number as an id": channel(1, { Id: "1e3" }),
  "My Sales Channel 1 Name": { "My Sales Channel 1 Name": "B2B" },
};

const COLUMNS: Record<string, Cells> = {
  "Product Type 2": { "Product Type 2": "X" },
  "My Product Type": { "My Product Type": "X" },
  "two columns of the type": { "Product Type": "A", "Product Type Name": "B" },
  "two columns of the type, the last one empty": { "Product Type": "A", "Product Type Name": "" },
  "Product Profile Name as an export has it": {
    "Product Profile Name": "Default Shipping Profile",
    "Product Profile Type": "default",
  },
  "another Product Profile Name": {
    "Product Profile Name": "Bulky goods",
    "Product Profile Type": "custom",
  },
  "two images, the second first": { "Image 2 Url": "b", "Image 1 Url": "a" },
  "two images, the first empty": { "Image 1 Url": "", "Image 2 Url": "b" },
  "one image twice": { "Image 1 Url": "a", "Image 2 Url": "a" },
  "an image and a thumbnail": { "Image 1 Url": "a", "Product Thumbnail": "t" },
  "an image and 0 as a thumbnail": { "Image 1 Url": "a", "Product Thumbnail": "0" },
  "an image and false as a thumbnail": { "Image 1 Url": "a", "Product Thumbnail": "false" },
  "an image and no thumbnail": { "Image 1 Url": "a", "Product Thumbnail": "" },
  "My Image 1 Url": { "My Image 1 Url": "a" },
  "Image 1 URL": { "Image 1 URL": "a" },
  "Product Category 1 Handle, its flag off": { "Product Category 1 Handle": "cups" },
  "Product Category 1 Handle empty, its flag off": { "Product Category 1 Handle": "" },
};

/** What hangs on a product: tags, type, collection, images, sales channels. */
export const cases: Case[] = [
  ...TAGS.flatMap((value) => twice(`tags ${JSON.stringify(value)}`, { "Product Tags": value })),
  ...TYPES.flatMap((value) => twice(`type ${JSON.stringify(value)}`, { "Product Type": value })),
  ...COLLECTIONS.flatMap(([handle, title]) =>
    twice(`collection ${JSON.stringify(handle)}, title ${JSON.stringify(title)}`, {
      "Product Collection Handle": handle,
      "Product Collection Title": title,
    }),
  ),
  ...IMAGES.flatMap((value) => twice(`image ${JSON.stringify(value)}`, { "Image 1 Url": value })),
  ...Object.entries(CHANNELS).flatMap(([name, cells]) => twice(`channel ${name}`, cells)),
  ...Object.entries(COLUMNS).flatMap(([name, cells]) => twice(name, cells)),
  rows(
    "two products with one new tag",
    mugOf("S", { "Product Tags": "new" }),
    mugOf("M", { "Product Tags": "new", "Product Handle": "mug-2" }),
  ),
  rows(
    "two products of one new type",
    mugOf("S", { "Product Type": "new" }),
    mugOf("M", { "Product Type": "new", "Product Handle": "mug-2" }),
  ),
];

import type { Column, Schema } from "./column.js";
import { priceColumns } from "./price-column.js";

/** The columns of a `product-import`, in the server's order. */
export const PRODUCT_IMPORT: Schema = [
  product("id", "id", "Product Id", {
    about: "Updates the product with this id. Empty: creates one.",
    example: "prod_01H1ZQ8N4T6S7Y2M3K5A9B0CDE",
  }),
  variant("handle", "handle", "Product Handle", {
    needs: "always",
    about: "What the product is called in URLs. Rows with one handle are variants of one product.",
    example: "coffee-mug",
  }),
  product("text", "title", "Product Title", {
    needs: "value",
    about: "The product's name.",
    example: "Coffee mug",
  }),
  product("text", "subtitle", "Product Subtitle", { about: "", example: "For two" }),
  product("text", "description", "Product Description", {
    about: "Line breaks are kept, in quotes.",
    example: "Keeps warm.",
  }),
  product("status", "status", "Product Status", {
    needs: "ifPresent",
    about: "draft, proposed, published or rejected, in lower case.",
    example: "published",
  }),
  product("thumbnail", "thumbnail", "Product Thumbnail", {
    about: "The URL of an image. Empty: the first of the images.",
    example: "https://example.com/mug.png",
  }),
  ...measures("product", "Product"),
  ...customs("product", "Product"),
  product("ignored", "collection.title", "Product Collection Title", {
    about: "Is looked at only where there is no handle of a collection.",
    example: "Kitchen",
  }),
  product("collection", "collection.handle", "Product Collection Handle", {
    about: "The handle of a collection that is there.",
    example: "kitchen",
  }),
  product("type", "type.value", "Product Type", {
    match: /Product Type/,
    about: "A type that is not there yet is made.",
    example: "Mugs",
  }),
  product("tags", "tags", "Product Tags", {
    about: "With commas between them. Tags that are not there yet are made.",
    example: "kitchen,gift",
  }),
  product("boolean", "discountable", "Product Discountable", {
    needs: "ifPresent",
    about: "true or false.",
    example: "true",
  }),
  product("text", "external_id", "Product External Id", {
    about: "The product's id in another system.",
    example: "erp-4711",
  }),
  product("profile", "", "Product Profile Name", {
    about: "Exports have it; an import does not look at it.",
    example: "Default Shipping Profile",
  }),
  product("profile", "", "Product Profile Type", {
    about: "Exports have it; an import does not look at it.",
    example: "default",
  }),
  variant("id", "id", "Variant Id", {
    about: "Updates the variant with this id. Empty: creates one.",
    example: "variant_01H1ZQ8N4T6S7Y2M3K5A9B0CDE",
  }),
  variant("text", "title", "Variant Title", {
    needs: "value",
    about: "The variant's name.",
    example: "Blue",
  }),
  variant("text", "sku", "Variant SKU", { about: "One of a kind in the shop.", example: "MUG-1" }),
  variant("text", "barcode", "Variant Barcode", {
    about: "One of a kind in the shop.",
    example: "4006381333931",
  }),
  variant("integer", "inventory_quantity", "Variant Inventory Quantity", {
    needs: "value",
    about: "How many there are.",
    example: "10",
  }),
  variant("boolean", "allow_backorder", "Variant Allow Backorder", {
    needs: "ifPresent",
    about: "Whether it can be ordered when there is none: true or false.",
    example: "false",
  }),
  variant("boolean", "manage_inventory", "Variant Manage Inventory", {
    needs: "ifPresent",
    about: "Whether Medusa counts its inventory: true or false.",
    example: "true",
  }),
  ...measures("variant", "Variant"),
  ...customs("variant", "Variant"),
  product("optionName", "options", "Option N Name", {
    match: /Option \d+ Name/,
    about: "What the variants of the product differ in.",
    example: "Colour",
  }),
  variant("optionValue", "options", "Option N Value", {
    match: /Option \d+ Value/,
    about: "What this variant has of it.",
    example: "Blue",
  }),
  ...priceColumns("10.50"),
  product("image", "images", "Image N Url", {
    match: /Image \d+ Url/,
    about: "The URL of an image.",
    example: "https://example.com/mug.png",
  }),
  ...["Name", "Description", "Id"].map((part) =>
    product(
      part === "Description" ? "channelDescription" : "channel",
      "sales_channels",
      `Sales Channel N ${part}`,
      {
        match: new RegExp(`Sales Channel \\d+ ${part}`),
        flag: "sales_channels",
        about: "A sales channel that is there, by its id or its name.",
        example: part === "Id" ? "sc_01H1ZQ8N4T6S7Y2M3K5A9B0CDE" : "Web shop",
      },
    ),
  ),
  product("category", "categories", "Product Category N Handle", {
    match: /Product Category \d+ Handle/,
    flag: "product_categories",
    about: "The handle of a category that is there.",
    example: "mugs",
  }),
  ...["Name", "Description"].map((part) =>
    product("ignored", "", `Product Category N ${part}`, {
      match: new RegExp(`Product Category \\d+ ${part}`),
      flag: "product_categories",
      about: "Exports have it; an import does not look at it.",
      example: "Mugs",
    }),
  ),
];

type Details = Omit<Column, "name" | "kind" | "of" | "field">;

function product(kind: Column["kind"], field: string, name: string, details: Details): Column {
  return { name, kind, of: "product", field, ...details };
}

function variant(kind: Column["kind"], field: string, name: string, details: Details): Column {
  return { name, kind, of: "variant", field, ...details };
}

function measures(of: Column["of"], prefix: string): Column[] {
  return ["Weight", "Length", "Width", "Height"].map((name) => ({
    name: `${prefix} ${name}`,
    kind: "integer",
    of,
    field: name.toLowerCase(),
    about: "A whole number.",
    example: "250",
  }));
}

function customs(of: Column["of"], prefix: string): Column[] {
  const columns: [name: string, field: string, example: string][] = [
    ["HS Code", "hs_code", "691110"],
    ["Origin Country", "origin_country", "de"],
    ["MID Code", "mid_code", "DEMUG1"],
    ["Material", "material", "Porcelain"],
  ];
  return columns.map(([name, field, example]) => ({
    name: `${prefix} ${name}`,
    kind: "text",
    of,
    field,
    about: "Text, for customs.",
    example,
  }));
}

/** A product that any shop takes. */
export const PRODUCTS =
  "Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Price EUR\nmug;Mug;published;Small;MUG-S;5;false;true;9.90\n";

/** CSV with a product for each handle, in the columns of the admin's import template. */
export function productRows(...handles: string[]): string {
  const header = [
    "Product Handle",
    "Product Title",
    "Product Status",
    "Variant Title",
    "Variant SKU",
    "Variant Inventory Quantity",
    "Variant Allow Backorder",
    "Variant Manage Inventory",
    "Price EUR",
    "Option 1 Name",
    "Option 1 Value",
  ];
  const rows = handles.map((handle) => [
    handle,
    `The ${handle}`,
    "published",
    "One",
    `${handle}-sku`,
    "5",
    "false",
    "true",
    "12",
    "Size",
    "One",
  ]);
  return [header, ...rows].map((cells) => `${cells.join(";")}\r\n`).join("");
}
